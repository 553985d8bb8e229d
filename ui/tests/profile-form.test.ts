// What a form of the profile keeps, asks and shows, without a page around it.
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Prediction } from '../src/host/bindings';
import { CommandFailure } from '../src/host/host';
import { weekOf, fieldOf, likeMonday, rowsOf } from '../src/profile/edits/hours';
import { byDay } from '../src/profile/facts/history';
import { Form, PAUSE_MS } from '../src/profile/forms/form.svelte';
import { keyOf } from '../src/profile/forms/forms.svelte';
import { change, fields, happened, prediction } from './profile-samples';
import { held, type Script, ScriptedHost } from './scripted';

const wrong = prediction({ problems: [{ field: 'number', sentence: 'Enter a telephone number' }] });

function form(script: Script): { form: Form; host: ScriptedHost; refused: string[] } {
  const host = new ScriptedHost(script);
  const refused: string[] = [];
  const first = { edit: 'phone', kind: 'business', number: '', extension: '' } as const;
  return { host, refused, form: new Form(host, first, ({ code }) => refused.push(code)) };
}

function enter(to: Form, number: string): void {
  if (to.edit.edit === 'phone') to.edit.number = number;
  to.type('number');
}

beforeEach(() => vi.useFakeTimers());
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe('a form of the profile', () => {
  it('asks what will happen once typing pauses, not with every key', async () => {
    const { form: now, host } = form({ predict: () => prediction({ result: ['It will be so'] }) });
    for (const number of ['4', '41', '416']) enter(now, number);
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(host.asked('predict')).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(host.asked('predict')).toEqual([
      { edit: 'phone', kind: 'business', number: '416', extension: '' },
    ]);
    expect(now.result).toEqual(['It will be so']);
  });

  it('drops an answer that a later question has overtaken', async () => {
    const answers = [held<Prediction>(), held<Prediction>()];
    let asked = 0;
    const { form: now } = form({ predict: () => answers[asked++]?.promise ?? prediction({}) });
    enter(now, '1');
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    enter(now, '2');
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    answers[1]?.resolve(prediction({ result: ['of 2'] }));
    await settle();
    answers[0]?.resolve(prediction({ result: ['of 1'] }));
    await settle();
    expect(now.result, 'the first came last').toEqual(['of 2']);
  });

  it('says what is wrong with a field only once it was left, and of what it holds then', async () => {
    let answer: Prediction | Promise<Prediction> = wrong;
    const { form: now } = form({ predict: () => answer });
    void now.predict();
    await settle();
    now.leave('number');
    expect(now.error('number'), 'nothing was typed yet').toBeNull();
    const later = held<Prediction>();
    answer = later.promise;
    enter(now, '(416) 967-2600');
    now.leave('number');
    expect(now.error('number'), 'what is known is of the empty field').toBeNull();
    later.resolve(prediction({ result: ['Fine'] }));
    await settle();
    expect(now.error('number')).toBeNull();
    answer = wrong;
    enter(now, 'x');
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(now.error('number'), 'it was left once').toBe('Enter a telephone number');
  });

  it('shows a warning without waiting, and does not count it as a problem', async () => {
    const { form: now } = form({
      predict: () =>
        prediction({
          warnings: [{ field: 'number', sentence: 'Look again' }],
          result: ['Saved all the same'],
        }),
    });
    void now.predict();
    await settle();
    expect(now.warning('number')).toBe('Look again');
    expect(now.result).toEqual(['Saved all the same']);
  });

  it('shows every problem after saving, with the names of the fields', async () => {
    const { form: now, host } = form({
      change: () => ({
        reply: 'problems',
        prediction: prediction({
          problems: [...wrong.problems, { field: null, sentence: 'Another change waits' }],
        }),
      }),
    });
    now.name('number', 'Telephone number');
    expect(await now.save()).toBeNull();
    expect(now.summary).toEqual([
      { path: 'number', label: 'Telephone number', sentence: 'Enter a telephone number' },
      { path: '', label: '', sentence: 'Another change waits' },
    ]);
    expect(now.obstacles).toEqual(['Another change waits']);
    expect(host.asked('change')).toHaveLength(1);
  });

  it('does not blame the form as a whole before anything is entered', async () => {
    const { form: now } = form({
      predict: () => prediction({ problems: [{ field: null, sentence: 'Nothing is different' }] }),
    });
    void now.predict();
    await settle();
    expect(now.obstacles).toEqual([]);
    enter(now, '4');
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(now.obstacles).toEqual(['Nothing is different']);
  });

  it('keeps what was typed when it cannot be saved, and saves it when asked again', async () => {
    let full = true;
    const {
      form: now,
      host,
      refused,
    } = form({
      predict: () => prediction({}),
      change: () => {
        if (full) throw new CommandFailure({ code: 'diskFull', sentence: 'The disk is full' });
        return { reply: 'made', change: change('c1') };
      },
    });
    enter(now, '416');
    expect(await now.save()).toBeNull();
    expect(now.failure?.sentence).toBe('The disk is full');
    expect(refused).toEqual(['diskFull']);
    expect(now.edit).toMatchObject({ number: '416' });
    full = false;
    expect((await now.save())?.id).toBe('c1');
    expect(now.failure).toBeNull();
    expect(host.asked('change')).toHaveLength(2);
  });

  it('is saved once, however often its button is pressed', async () => {
    const reply = held<{ reply: 'made'; change: ReturnType<typeof change> }>();
    const { form: now, host } = form({ change: () => reply.promise });
    const first = now.save();
    expect(await now.save()).toBeNull();
    reply.resolve({ reply: 'made', change: change('c1') });
    expect((await first)?.id).toBe('c1');
    expect(host.asked('change')).toHaveLength(1);
  });

  it('holds something to lose only while it differs from what it began with', () => {
    const { form: now } = form({});
    expect(now.dirty).toBe(false);
    enter(now, '4');
    flushSync();
    expect(now.dirty).toBe(true);
    enter(now, '');
    flushSync();
    expect(now.dirty).toBe(false);
    now.stop();
  });

  it('says what the person saw, until the core has told of something newer', async () => {
    const told = 'This was changed meanwhile. Save again to replace what is there.';
    const newer = prediction({ problems: [{ field: null, sentence: told }], seen: 9 });
    let seen = 7;
    const { form: now, host } = form({
      predict: () => prediction({ seen }),
      change: () =>
        host.asked('change').length === 1
          ? { reply: 'problems', prediction: newer }
          : { reply: 'made', change: change('c1') },
    });
    await now.predict();
    seen = 9;
    await now.predict();
    expect(
      host.asked('predict').map((asked) => asked.seen),
      'news underneath are not taken for seen',
    ).toEqual([undefined, 7]);
    expect(await now.save()).toBeNull();
    expect(now.obstacles).toEqual([told]);
    expect((await now.save())?.id).toBe('c1');
    expect(host.asked('change').map((asked) => asked.seen)).toEqual([7, 9]);
  });

  it('works without a prediction', async () => {
    const { form: now, refused } = form({
      predict: () => {
        throw new CommandFailure({ code: 'signedOut', sentence: 'Sign in' });
      },
    });
    void now.predict();
    await settle();
    expect(refused).toEqual(['signedOut']);
    expect(now.result).toEqual([]);
  });
});

describe('where a form stands', () => {
  it('is one place for each thing that can be edited', () => {
    expect(keyOf({ edit: 'phone', kind: 'mobile', number: '', extension: '' })).toBe('phone-mobile');
    expect(
      keyOf({ edit: 'address', fields: fields({ kind: 'mailing' }), effective: '', replaces: null }),
    ).toBe('address-mailing');
    expect(keyOf({ edit: 'minc', minc: '' })).toBe('minc');
  });

  it('is nowhere for what is only confirmed', () => {
    expect(keyOf({ edit: 'removeLocation', id: 'a' })).toBeNull();
    expect(keyOf({ edit: 'withdrawAddress', id: 'a' })).toBeNull();
  });
});

describe('hours', () => {
  const rows = [
    { day: 2, from: '9:00', to: '17:00' },
    { day: 4, from: '10:00', to: '' },
  ];

  it('are a week on the page, and only the days with something entered in the edit', () => {
    expect(weekOf(rows)).toHaveLength(7);
    expect(rowsOf(weekOf(rows))).toEqual(rows);
    expect(rowsOf(weekOf([{ day: 1, from: ' ', to: '' }]))).toEqual([]);
  });

  it('are named by their place in the edit, as the core names their problems', () => {
    expect(fieldOf(rows, 4, 'to')).toBe('hours.1.to');
    expect(fieldOf(rows, 3, 'from'), 'a closed day has no row').toBeNull();
  });

  it('of Monday are copied to Friday and leave the weekend alone', () => {
    const week = likeMonday(
      weekOf([
        { day: 1, from: '8:00', to: '16:00' },
        { day: 6, from: '9:00', to: '12:00' },
      ]),
    );
    expect(week.map(({ day, from }) => `${day} ${from}`)).toEqual([
      '1 8:00',
      '2 8:00',
      '3 8:00',
      '4 8:00',
      '5 8:00',
      '6 9:00',
      '7 ',
    ]);
  });
});

describe('history', () => {
  it('is told by day, in the order it came', () => {
    const entries = [
      happened(3, '20 May 2027, 10:14 a.m. EDT'),
      happened(2, '20 May 2027, 9:00 a.m. EDT'),
      happened(1, '1 Nov 2026, 1:30 a.m. EST'),
    ];
    expect(
      byDay(entries).map(({ day, entries: of }) => [
        day,
        of.map(({ time, entry }) => `${entry.version} ${time}`),
      ]),
    ).toEqual([
      ['20 May 2027', ['3 10:14 a.m. EDT', '2 9:00 a.m. EDT']],
      ['1 Nov 2026', ['1 1:30 a.m. EST']],
    ]);
  });
});
