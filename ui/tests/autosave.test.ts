import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Answered, Entry } from '../src/host/bindings';
import { Autosave, LONGEST_MS, PAUSE_MS } from '../src/survey/autosave';
import { answered, section } from './samples';
import { held } from './scripted';

const text = (typed: string): Entry[] => [{ kind: 'text', text: typed }];

describe('what is entered is sent', () => {
  let sent: { path: string; value: Entry[]; reply: ReturnType<typeof held<Answered>> }[];
  let saved: string[];
  let failed: string[];
  let pending: boolean[];
  let autosave: Autosave;

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    saved = [];
    failed = [];
    pending = [];
    autosave = new Autosave(
      (path, value) => {
        const reply = held<Answered>();
        sent.push({ path, value, reply });
        return reply.promise;
      },
      {
        saved: (path) => saved.push(path),
        failed: (path) => failed.push(path),
        pending: (now) => pending.push(now),
      },
    );
  });

  const words = (): string[] =>
    sent.map(
      ({ path, value }) =>
        `${path}=${value.map((entry) => (entry.kind === 'text' ? entry.text : entry.key)).join()}`,
    );
  const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => {});
  const reply = async (index: number): Promise<void> => {
    sent[index]?.reply.resolve(answered(section([])));
    await settle();
  };
  const refuse = async (index: number): Promise<void> => {
    sent[index]?.reply.reject(new Error('the disk is full'));
    await settle();
  };

  it('a choice at once', () => {
    autosave.enter('G.1', text('a'));
    expect(words()).toEqual(['G.1=a']);
  });

  it('typing only after a pause, with what stands then', async () => {
    autosave.type('G.1', text('a'));
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    autosave.type('G.1', text('ab'));
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(words(), 'the pause begins anew with every key').toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(words()).toEqual(['G.1=ab']);
  });

  it('typing without a pause within a second, again and again', async () => {
    const typing = 'steady typing that never pauses for as long as three tenths of a second';
    for (let typed = 1; typed <= typing.length; typed += 1) {
      autosave.type('G.1', text(typing.slice(0, typed)));
      await vi.advanceTimersByTimeAsync(110);
      await reply(sent.length - 1);
      const durable =
        saved.length === 0
          ? ''
          : (words()
              .at(saved.length - 1)
              ?.slice('G.1='.length) ?? '');
      expect((typed - durable.length) * 110, `after ${typed} keys`).toBeLessThan(1000);
    }
    expect(saved.length, 'not a call for every key').toBeLessThan(typing.length / 6);
    expect(LONGEST_MS, 'with the way to the file it is a second').toBeLessThan(1000);
  });

  it('and each field by itself, though one is typed in right after the other', async () => {
    autosave.type('G.1', text('a'));
    for (let key = 0; key < 8; key += 1) {
      autosave.type('G.2', text('b'.repeat(key + 1)));
      await vi.advanceTimersByTimeAsync(110);
      await reply(sent.length - 1);
    }
    expect(words().slice(0, 2)).toEqual(['G.1=a', `G.2=${'b'.repeat(8)}`]);
  });

  it('and it is said for as long as anything is not durable', async () => {
    autosave.type('G.1', text('a'));
    expect(pending, 'typed').toEqual([true]);
    autosave.leave('G.1');
    autosave.enter('G.2', text('b'));
    await refuse(0);
    await reply(1);
    expect(pending, 'one of the two failed and is kept').toEqual([true]);
    const flushed = autosave.flush();
    await settle();
    await reply(2);
    expect(await flushed).toBe(true);
    expect(pending).toEqual([true, false]);
    const removed = held<void>();
    const done = autosave.act(() => removed.promise);
    expect(pending.at(-1), 'an instance is being removed').toBe(true);
    removed.resolve();
    await done;
    await settle();
    expect(pending).toEqual([true, false, true, false]);
    await autosave.read(() => Promise.resolve());
    expect(pending.length, 'looking saves nothing').toBe(4);
  });

  it('typing at once when the field is left, and not again after the pause', async () => {
    autosave.type('G.1', text('a'));
    autosave.leave('G.1');
    await reply(0);
    await vi.advanceTimersByTimeAsync(PAUSE_MS * 2);
    expect(words()).toEqual(['G.1=a']);
  });

  it('one call at a time, so that no answer overtakes another', async () => {
    autosave.enter('G.1', text('a'));
    autosave.enter('G.1', text('b'));
    autosave.enter('G.2', text('x'));
    expect(words(), 'the first call is still under way').toEqual(['G.1=a']);
    await reply(0);
    expect(words()).toEqual(['G.1=a', 'G.1=b']);
    await reply(1);
    await reply(2);
    expect(words()).toEqual(['G.1=a', 'G.1=b', 'G.2=x']);
  });

  it('the latest of several answers to one item that wait', async () => {
    autosave.enter('G.2', text('x'));
    for (const typed of ['a', 'ab', 'abc']) autosave.enter('G.1', text(typed));
    await reply(0);
    await reply(1);
    expect(words()).toEqual(['G.2=x', 'G.1=abc']);
  });

  it('before what is done after it, like removing an instance', async () => {
    const order: string[] = [];
    autosave.type('E.1', text('a'));
    const done = autosave.act(async () => order.push('removed'));
    autosave.enter('E.2', text('b'));
    expect(words()).toEqual(['E.1=a']);
    await reply(0);
    await done;
    expect(order).toEqual(['removed']);
    expect(words()).toEqual(['E.1=a', 'E.2=b']);
  });

  it('again with the next change, when it could not be saved', async () => {
    autosave.enter('G.1', text('a'));
    await refuse(0);
    expect(failed).toEqual(['G.1']);
    expect(autosave.holds('G.1'), 'it is kept').toBe(true);
    autosave.enter('G.2', text('b'));
    await reply(1);
    await reply(2);
    expect(words()).toEqual(['G.1=a', 'G.1=a', 'G.2=b']);
    expect(saved).toEqual(['G.1', 'G.2']);
  });

  it('not in its old form, when a newer answer to the same item follows a failure', async () => {
    autosave.enter('G.1', text('old'));
    autosave.enter('G.1', text('new'));
    await refuse(0);
    await reply(1);
    expect(words()).toEqual(['G.1=old', 'G.1=new']);
    expect(await autosave.flush()).toBe(true);
    expect(sent.length, 'nothing is left to send').toBe(2);
  });

  it('all of it by flush, which says whether everything is durable', async () => {
    autosave.type('G.1', text('a'));
    autosave.enter('G.2', text('b'));
    const flushed = autosave.flush();
    await reply(0);
    await refuse(1);
    expect(await flushed, 'G.1 could not be saved').toBe(false);
    const again = autosave.flush();
    await settle();
    await reply(2);
    expect(await again).toBe(true);
    expect(words().slice(2)).toEqual(['G.1=a']);
  });
});
