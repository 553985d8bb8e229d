import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Answered, Entry, Item, Section } from '../src/host/bindings';
import { CommandFailure } from '../src/host/host';
import { PAUSE_MS } from '../src/survey/autosave';
import { Draft } from '../src/survey/draft.svelte';
import { answered, item, problem, section } from './samples';
import { held, type Script, ScriptedHost } from './scripted';

const text = (typed: string): Entry[] => [{ kind: 'text', text: typed }];
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe('the section being filled', () => {
  let now: Section;
  let draft: Draft;
  let host: ScriptedHost;

  async function open(items: Item[], script: Script = {}, part: Partial<Section> = {}): Promise<void> {
    now = section(items, part);
    host = new ScriptedHost({ section: () => now, answer: () => answered(now), ...script });
    draft = new Draft(host, () => {});
    await draft.open('renewal/2027', 'G', false);
  }
  const first = (): Item => {
    const [shown] = draft.section?.items ?? [];
    if (!shown) throw new Error('the section has no item');
    return shown;
  };

  beforeEach(() => {
    vi.useFakeTimers();
  });

  it('keeps what is being typed when an older reply comes in', async () => {
    const reply = held<Answered>();
    await open([item('G.2')], { answer: () => reply.promise });
    draft.focus('G.2');
    draft.type('G.2', text('12'));
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    draft.type('G.2', text('1234'));
    reply.resolve(answered(section([item('G.2', { value: text('12') })])));
    await settle();
    expect(draft.value(first())).toEqual(text('1234'));
  });

  it('keeps the text of the focused field even when the core writes it differently', async () => {
    await open([item('G.2')], { answer: () => answered(section([item('G.2', { value: text('1.50') })])) });
    draft.focus('G.2');
    draft.type('G.2', text(' 1,5 '));
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(draft.value(first()), 'the person is still in it').toEqual(text(' 1,5 '));
    draft.leave('G.2');
    await settle();
    expect(draft.value(first()), 'now it is the core’s').toEqual(text('1.50'));
  });

  it('takes answers of another device without touching what is typed', async () => {
    await open([item('G.2'), item('G.4')]);
    draft.focus('G.2');
    draft.type('G.2', text('mine'));
    now = section([item('G.2', { value: text('mine') }), item('G.4', { value: text('theirs') })]);
    await draft.refresh();
    const [mine, theirs] = draft.section?.items ?? [];
    expect(mine && draft.value(mine)).toEqual(text('mine'));
    expect(theirs && draft.value(theirs)).toEqual(text('theirs'));
  });

  it('does not say what was wrong before the text that is on its way', async () => {
    const reply = held<Answered>();
    const missing = item('G.2', { problems: [problem('G.2')] });
    await open([missing], { answer: () => reply.promise });
    draft.focus('G.2');
    draft.type('G.2', text('7100142'));
    draft.leave('G.2');
    await settle();
    expect(draft.problems(first()), 'the field is not empty any more').toEqual([]);
    reply.resolve(answered(section([item('G.2', { value: text('7100142'), problems: [problem('G.2')] })])));
    await settle();
    expect(draft.problems(first()), 'what is wrong with the new text is said').toHaveLength(1);
  });

  it('says nothing is wrong before the field is left', async () => {
    const wrong = item('G.2', { value: text('x'), problems: [problem('G.2')] });
    await open([wrong]);
    draft.focus('G.2');
    draft.type('G.2', text('x'));
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(draft.problems(first())).toEqual([]);
    draft.leave('G.2');
    expect(draft.problems(first())).toHaveLength(1);
  });

  it('does not blame a person who only passed through an empty field', async () => {
    await open([item('G.2', { problems: [problem('G.2', { missing: true })] })]);
    draft.focus('G.2');
    draft.leave('G.2');
    expect(draft.problems(first())).toEqual([]);
    draft.shown = 'all';
    expect(draft.problems(first())).toHaveLength(1);
  });

  it('shows what is wrong, but not what is missing, when a section that needs attention is opened', async () => {
    const items = [
      item('G.1', { problems: [problem('G.1')] }),
      item('G.2', { problems: [problem('G.2', { missing: true })] }),
    ];
    await open(items, {}, { state: 'needsAttention' });
    expect(draft.summary.map(({ path }) => path)).toEqual(['G.1']);
    await draft.open('renewal/2027', 'G', true);
    expect(
      draft.summary.map(({ path }) => path),
      'the person came to mend it',
    ).toEqual(['G.1', 'G.2']);
  });

  it('never counts a warning as something wrong', async () => {
    await open([item('G.1', { problems: [problem('G.1', { warning: true })] })]);
    draft.shown = 'all';
    expect(draft.problems(first())).toEqual([]);
    expect(draft.summary).toEqual([]);
  });

  it('keeps the answer and the sentence when the disk is full, and saves with the next change', async () => {
    let full = true;
    await open([item('G.1'), item('G.2')], {
      answer: ({ path, value }) => {
        if (full) throw new CommandFailure({ code: 'diskFull', sentence: 'The disk is full' });
        now = section(now.items.map((one) => (one.path === path ? { ...one, value } : one)));
        return answered(now);
      },
    });
    draft.choose('G.1', text('kept'));
    await settle();
    expect(draft.failure?.sentence).toBe('The disk is full');
    expect(draft.value(first())).toEqual(text('kept'));
    full = false;
    draft.choose('G.2', text('next'));
    await settle();
    expect(draft.failure).toBeNull();
    expect(
      now.items.map(({ value }) => value),
      'both are saved',
    ).toEqual([text('kept'), text('next')]);
  });

  it('ignores the reply of a section that is not open any more', async () => {
    const reply = held<Answered>();
    await open([item('G.1')], {
      answer: () => reply.promise,
      section: ({ linkId }) => section([], { linkId, title: linkId }),
    });
    draft.choose('G.1', text('a'));
    const opening = draft.open('renewal/2027', 'H', false);
    reply.resolve(answered(section([item('G.1')])));
    await opening;
    expect(draft.section?.linkId).toBe('H');
    expect(
      host.calls.map(({ command }) => command),
      'the answer went first',
    ).toEqual(['section', 'answer', 'section']);
  });

  it('saves what was entered in one draft before another is opened, each under its own name', async () => {
    await open([item('G.1')], {
      section: ({ draft, linkId }) => section([item('G.1')], { draft, linkId }),
      answer: ({ draft }) => answered(section([item('G.1')], { draft })),
    });
    draft.type('G.1', text('of the renewal'));
    await draft.open('resign/1', 'G', false);
    expect(draft.section?.draft).toBe('resign/1');
    draft.choose('G.1', text('of the resignation'));
    await settle();
    expect(host.asked('answer')).toEqual([
      { draft: 'renewal/2027', path: 'G.1', value: text('of the renewal') },
      { draft: 'resign/1', path: 'G.1', value: text('of the resignation') },
    ]);
  });

  it('opens no other draft while an answer of this one cannot be saved', async () => {
    const full = new CommandFailure({ code: 'diskFull', sentence: 'The disk is full' });
    await open([item('G.1')], {
      answer: () => {
        throw full;
      },
    });
    draft.choose('G.1', text('a'));
    await settle();
    await expect(draft.open('resign/1', 'G', false)).rejects.toBe(full);
    expect(draft.value(first()), 'it is still there').toEqual(text('a'));
    expect(host.asked('section')).toHaveLength(1);
  });
});
