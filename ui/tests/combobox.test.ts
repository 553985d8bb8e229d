import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { Item } from '../src/host/bindings';
import { exactly, matching } from '../src/kit/search';
import { openSection, quiet } from './mounting';
import { item } from './samples';

const options = ['Cardiac Surgery', 'Cardiology', 'Family Medicine', 'Pediatric Cardiology', 'Médecine'].map(
  (text) => ({
    key: text.toLowerCase(),
    text,
    exclusive: false,
  }),
);
const field = (part: Partial<Item> = {}): Item =>
  item('H.1', { control: 'autocomplete', text: 'Field', options, ...part });
const box = (): HTMLInputElement => screen.getByRole<HTMLInputElement>('combobox', { name: 'Field' });
const shown = (): string[] => screen.queryAllByRole('option').map((found) => found.textContent?.trim() ?? '');
const active = (): string | null => {
  const id = box().getAttribute('aria-activedescendant');
  return id === null ? null : (document.getElementById(id)?.textContent?.trim() ?? null);
};

describe('searching', () => {
  it('finds every word anywhere, without accents and capitals, and puts beginnings first', () => {
    expect(matching(options, 'card').map(({ text }) => text)).toEqual([
      'Cardiac Surgery',
      'Cardiology',
      'Pediatric Cardiology',
    ]);
    expect(matching(options, 'cardio ped').map(({ text }) => text)).toEqual(['Pediatric Cardiology']);
    expect(matching(options, 'medecine').map(({ text }) => text)).toEqual(['Médecine']);
    expect(matching(options, ' ')).toHaveLength(options.length);
    expect(exactly(options, 'CARDIOLOGY')?.key).toBe('cardiology');
    expect(exactly(options, 'card')).toBeNull();
  });
});

describe('a field with many options', () => {
  it('is answered with the keyboard alone', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([field()]);
    await user.type(box(), 'card');
    expect(box().getAttribute('aria-expanded')).toBe('true');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(active()).toBe('Cardiology');
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(active(), 'from the first option it goes on at the last').toBe('Pediatric Cardiology');
    await user.keyboard('{ArrowDown}{Enter}');
    await quiet();
    expect(host.asked('answer')).toEqual([
      { draft: 'renewal/2027', path: 'H.1', value: [{ kind: 'option', key: 'cardiac surgery' }] },
    ]);
    expect(box().value).toBe('Cardiac Surgery');
    expect(shown()).toEqual([]);
  });

  it('gives up what was typed with Escape, and keeps the answer', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([field({ value: [{ kind: 'option', key: 'cardiology' }] })]);
    await user.type(box(), 'x');
    await user.keyboard('{Escape}');
    expect(box().value).toBe('Cardiology');
    expect(host.asked('answer')).toEqual([]);
  });

  it('takes an option that was typed out, and says so when what was typed is none', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([field()]);
    await user.type(box(), 'family medicine');
    await user.tab();
    await quiet();
    expect(host.asked('answer')).toEqual([
      { draft: 'renewal/2027', path: 'H.1', value: [{ kind: 'option', key: 'family medicine' }] },
    ]);
    await user.clear(box());
    await user.type(box(), 'ship');
    await user.tab();
    await quiet();
    expect(screen.getByText(/“ship” is not in the list/)).toBeTruthy();
  });

  it('is cleared by emptying it', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([field({ value: [{ kind: 'option', key: 'cardiology' }] })]);
    await user.clear(box());
    await quiet();
    expect(host.asked('answer')).toEqual([{ draft: 'renewal/2027', path: 'H.1', value: [] }]);
  });

  it('takes another answer as it was typed, where that is allowed', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([field({ open: true })]);
    await user.type(box(), 'Ship’s doctor');
    await user.tab();
    await quiet();
    expect(host.asked('answer').at(-1)).toEqual({
      draft: 'renewal/2027',
      path: 'H.1',
      value: [{ kind: 'text', text: 'Ship’s doctor' }],
    });
  });

  it('can be answered by the pointer without losing the focus', async () => {
    const user = userEvent.setup();
    await openSection([field()]);
    await user.click(box());
    await user.click(within(screen.getByRole('listbox')).getByRole('option', { name: 'Cardiology' }));
    await quiet();
    expect(box().value).toBe('Cardiology');
    expect(document.activeElement).toBe(box());
  });

  it('collects several answers, each of which can be taken away', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([
      field({ repeats: true, value: [{ kind: 'option', key: 'cardiology' }] }),
    ]);
    await user.type(box(), 'fam{Enter}');
    await quiet();
    expect(host.asked('answer').at(-1)?.value).toEqual([
      { kind: 'option', key: 'cardiology' },
      { kind: 'option', key: 'family medicine' },
    ]);
    await user.type(box(), 'card');
    expect(shown(), 'what is chosen is not offered again').not.toContain('Cardiology');
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Remove Cardiology' }));
    await quiet();
    expect(host.asked('answer').at(-1)?.value).toEqual([{ kind: 'option', key: 'family medicine' }]);
  });
});
