import { expect, it } from 'vitest';

import { share } from '../src/portal/share';
import { item, section } from './samples';

it('keeps every object that did not change', () => {
  const before = section([item('G.1'), item('G.2'), item('G.3')]);
  const after = structuredClone(before);
  const [, changed] = after.items;
  if (changed) changed.value = [{ kind: 'text', text: 'new' }];
  const shared = share(before, after);
  expect(shared).toEqual(after);
  expect(shared.items[0]).toBe(before.items[0]);
  expect(shared.items[1]).not.toBe(before.items[1]);
  expect(shared.items[2]).toBe(before.items[2]);
  expect(shared.sections).toBe(before.sections);
});

it('matches items by path when one appears above them', () => {
  const before = section([item('G.2'), item('G.3')]);
  const shared = share(before, section([item('G.1'), item('G.2'), item('G.3')]));
  expect(shared.items.map(({ path }) => path)).toEqual(['G.1', 'G.2', 'G.3']);
  expect(shared.items[2]).toBe(before.items[1]);
});

it('sees what was removed, cleared or replaced by another kind', () => {
  expect(share([1, 2, 3], [1, 2])).toEqual([1, 2]);
  expect(share<unknown>({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
  expect(share<unknown>({ a: [1] }, { a: null })).toEqual({ a: null });
  expect(share<unknown>([1], { 0: 1 })).toEqual({ 0: 1 });
});

it('gives back the very same when nothing changed', () => {
  const before = section([item('G.1', { items: [item('G.1.a')] })]);
  expect(share(before, structuredClone(before))).toBe(before);
});
