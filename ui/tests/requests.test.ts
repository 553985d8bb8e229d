// The page of a request that the College has: whose turn it is, answering, withdrawing, and what became of it.
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { Asked, Case, Outcome, Section } from '../src/host/bindings';
import { CommandFailure } from '../src/host/host';
import { open, quiet } from './mounting';
import { lists, profile } from './profile-samples';
import { answered, home, item, problem, resignation, section } from './samples';
import type { Script } from './scripted';

const asked: Asked = {
  draft: 'answer/1',
  text: ['Where will the records be kept?'],
  about: ['2 Who keeps your patients’ records?'],
  due: 'Wednesday, 2 Jun 2027',
};
const turn = { state: 'actionNeeded', stateName: 'Action needed', asked } as const;

/** The section in which an answer is written, as the core tells it. */
function written(text: string): Section {
  const missing = problem('text', { sentence: 'Fill this in.', missing: true });
  const field = item('text', {
    control: 'longText',
    text: 'Your answer',
    value: text === '' ? [] : [{ kind: 'text', text }],
    maxLength: 10_000,
    problems: text === '' ? [missing] : [],
  });
  return section([field], { draft: 'answer/1', linkId: 'answer', next: null });
}

/** A core that keeps what is written; it may begin with something that was written before. */
function keeping(kept = ''): Script {
  let text = kept;
  return {
    section: () => written(text),
    answer: ({ value: [entry] }) => {
      text = entry?.kind === 'text' ? entry.text : '';
      return answered(written(text));
    },
  };
}

async function openCase(now: () => Case, script: Script = {}): ReturnType<typeof open> {
  return open({ case: now, outbox: () => [], ...keeping(), ...script }, { page: 'case', case: 'resign/1' });
}
const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Your answer' });
const box = (): HTMLElement => screen.getByRole('region', { name: 'It is your turn: answer the College' });

describe('a request', () => {
  it('is found in the rail among the services, with its receipt, and leads back to all of them', async () => {
    const { host, app } = await openCase(() => resignation(), {
      services: () => ({ requests: [], earlier: [], groups: [] }),
    });
    expect(host.asked('case')).toEqual([{ case: 'resign/1' }]);
    expect(host.title).toBe('Resign your membership – Portal Desktop');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    expect(screen.getByRole('link', { name: 'Services' }).getAttribute('aria-current')).toBe('page');
    expect(document.querySelector('main .code')?.textContent).toBe('R27-7F3K-9QMD');
    expect(screen.getByText('Received 20 May 2027, 10:14 a.m. EDT')).toBeTruthy();
    await userEvent.setup().click(screen.getByRole('link', { name: 'My requests' }));
    await quiet();
    expect(app.navigation.current.place).toEqual({ page: 'services' });
  });

  it('that is the renewal belongs to the renewal, and needs no way back to the services', async () => {
    const now = { ...resignation(), case: 'renewal/2026', title: 'Annual renewal 2026' };
    await open({ case: () => now }, { page: 'case', case: 'renewal/2026' });
    expect(screen.getByRole('link', { name: 'Renewal' }).getAttribute('aria-current')).toBe('page');
    expect(screen.queryByRole('link', { name: 'My requests' })).toBeNull();
  });

  it('says where it stands and until when, and shows no part that is empty', async () => {
    await openCase(() => resignation({ expected: 'Thursday, 17 Jun 2027' }));
    const standing = screen.getByRole('region', { name: 'Status' });
    expect(within(standing).getByText('In review')).toBeTruthy();
    expect(within(standing).getByText('Thursday, 17 Jun 2027')).toBeTruthy();
    const headings = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
    expect(headings).toEqual(['Status']);
  });

  it('lists what the College needs, what was submitted, what was written and what happened', async () => {
    const answer = {
      path: 'reason',
      section: '1',
      prefix: null,
      text: 'Why?',
      within: null,
      answer: ['Retirement'],
    };
    const plain = { lastYear: null, fromRecord: false, calculated: false, required: true };
    await openCase(() =>
      resignation({
        requirements: [
          {
            name: 'Passport',
            stateName: 'Not accepted',
            state: 'rejected',
            note: 'Too dark',
            due: '2 Jun 2027',
          },
          { name: 'Diploma', stateName: 'Accepted', state: 'met', note: null, due: null },
        ],
        submitted: [
          { linkId: '1', prefix: '1', title: 'Your resignation', answers: [{ ...answer, ...plain }] },
        ],
        messages: [
          {
            id: 'm1',
            from: 'The College to you',
            at: '21 May 2027',
            subject: 'Hello',
            text: ['Dear'],
            change: null,
          },
        ],
        happened: [{ at: '20 May 2027', sentence: 'Received', details: ['R27'] }],
      }),
    );
    const needs = within(screen.getByRole('region', { name: 'What the College needs' }));
    expect(
      needs.getByRole('row', { name: /^Passport Too dark Needed by 2 Jun 2027 Not accepted/ }),
    ).toBeTruthy();
    const submitted = within(screen.getByRole('region', { name: 'What you submitted' }));
    expect(submitted.getByText('Retirement')).toBeTruthy();
    expect(submitted.queryByRole('link'), 'what was filed is not changed').toBeNull();
    expect(screen.getByRole('region', { name: 'Letters and messages' }).textContent).toContain('Dear');
    expect(screen.getByRole('region', { name: 'What happened' }).textContent).toContain('Received');
    const parts = within(screen.getByRole('navigation', { name: 'On this page' })).getAllByRole('listitem');
    expect(parts.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())).toEqual([
      'What the College needs 1 of 2 done',
      'What you submitted',
      'Letters and messages 1',
      'What happened',
    ]);
  });

  it('shows the outcome with its reasons, what it means, its letter and documents, and nothing twice', async () => {
    const outcome: Outcome = {
      at: '21 May 2027',
      sentence: 'The College has accepted your resignation.',
      reasons: ['Another reason'],
      facts: [['Takes effect', '30 Jun 2027']],
      letter: ['This letter confirms it.'],
      documents: [['confirmation', 'Confirmation of resignation']],
    };
    const { sentence } = outcome;
    const { app } = await openCase(
      () => resignation({ state: 'decided', stateName: 'Decided', sentence, outcome }),
      {
        documents: () => ({ groups: [], email: null, sendings: [] }),
      },
    );
    const region = within(screen.getByRole('region', { name: sentence }));
    for (const text of ['Another reason', '30 Jun 2027', 'This letter confirms it.', 'Decided'])
      expect(region.getAllByText(text).length, text).toBeGreaterThan(0);
    expect(screen.getAllByText(sentence)).toHaveLength(1);
    expect(screen.queryByRole('region', { name: 'Status' })).toBeNull();
    await userEvent.setup().click(region.getByRole('link', { name: 'Open: Confirmation of resignation' }));
    await quiet();
    expect(app.navigation.current.place).toEqual({ page: 'documents', key: 'confirmation' });
  });

  it('leads to the step that is in the way of it', async () => {
    const why = [
      {
        sentence: 'A fee is overdue.',
        step: 'Pay the overdue fee first.',
        place: { page: 'transactions' } as const,
      },
    ];
    const { app } = await openCase(() => ({ ...resignation(), stage: { stage: 'notAvailable', why } }), {
      transactions: () => ({ outstanding: [], paid: [] }),
      profile: () => profile(),
      profile_lists: () => lists,
    });
    await userEvent.setup().click(screen.getByRole('link', { name: 'Pay the overdue fee first.' }));
    await quiet();
    expect(app.navigation.current.place).toEqual({ page: 'profile', section: 'transactions' });
  });
});

describe('answering the College', () => {
  it('says what is asked, about what and until when, and sends what was written', async () => {
    const user = userEvent.setup();
    let now = resignation(turn);
    const { host } = await openCase(() => now, {
      act: () => (now = resignation({ ...turn, pending: 'Your answer is sent when there is a connection.' })),
    });
    expect(within(box()).getByText('Where will the records be kept?')).toBeTruthy();
    expect(within(box()).getByText('Wednesday, 2 Jun 2027')).toBeTruthy();
    expect(within(box()).getByText('2 Who keeps your patients’ records?')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Send your answer' }));
    await quiet();
    expect(document.activeElement, 'nothing was written').toBe(field());
    expect(screen.getByText('Fill this in.')).toBeTruthy();
    await user.type(field(), 'In Sudbury');
    await user.click(screen.getByRole('button', { name: 'Send your answer' }));
    await quiet();
    expect(host.asked('act')).toEqual([{ case: 'resign/1', act: { act: 'answer', text: 'In Sudbury' } }]);
    expect(screen.getByText('Your answer is sent when there is a connection.')).toBeTruthy();
    expect(screen.queryByRole('textbox'), 'it is not sent twice').toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  });

  it('keeps what was written when it could not be sent, and while the page changes underneath', async () => {
    const user = userEvent.setup();
    let now = resignation(turn);
    const { host } = await openCase(() => now, {
      act: () => {
        throw new CommandFailure({ code: 'diskFull', sentence: 'The disk is full' });
      },
    });
    await user.type(field(), 'In Sudbury');
    await user.click(screen.getByRole('button', { name: 'Send your answer' }));
    await quiet();
    expect(screen.getByText('The disk is full')).toBeTruthy();
    host.emit('changed', 'record');
    await quiet();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('In Sudbury');
    now = resignation();
    host.emit('changed', 'record');
    await quiet();
    expect(screen.getByText(/is no longer waiting for this answer/)).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value, 'to be copied').toBe('In Sudbury');
    expect(screen.queryByRole('button', { name: 'Send your answer' })).toBeNull();
  });

  it('is saved as it is typed, and leaving loses nothing and sends nothing', async () => {
    const user = userEvent.setup();
    const { host, app } = await openCase(() => resignation(turn), { home: () => home() });
    await user.type(field(), 'In Sudbury');
    await user.keyboard('{Control>}s{/Control}');
    await quiet();
    const sent = host.asked('answer').at(-1);
    expect(sent).toEqual({ draft: 'answer/1', path: 'text', value: [{ kind: 'text', text: 'In Sudbury' }] });
    host.emit('menu', 'home');
    await quiet();
    expect(screen.queryByRole('dialog'), 'nothing would be lost').toBeNull();
    expect(app.navigation.current.place).toEqual({ page: 'home' });
    await app.navigation.go({ page: 'case', case: 'resign/1' });
    await quiet();
    expect(field().value).toBe('In Sudbury');
    expect(host.asked('act')).toEqual([]);
  });

  it('goes on with what was written before, or meanwhile on another device', async () => {
    let there = 'In Sud';
    const { host } = await openCase(() => resignation(turn), { section: () => written(there) });
    expect(field().value).toBe('In Sud');
    there = 'In Sudbury, at the library';
    host.emit('changed', 'draft');
    await quiet();
    expect(field().value).toBe('In Sudbury, at the library');
  });

  it('has a limit that is said before it is reached, and kept', async () => {
    const user = userEvent.setup();
    const tooLong = problem('text', { sentence: 'Shorten this to 10,000 characters or fewer.' });
    const { host } = await openCase(() => resignation(turn), {
      answer: ({ value: [entry] }) => {
        const now = written(entry?.kind === 'text' ? entry.text : '');
        const [only] = now.items;
        if (only) only.problems = [tooLong];
        return answered({ ...now, problems: [tooLong] });
      },
    });
    await user.click(field());
    await user.paste('a'.repeat(9_999));
    expect(screen.getByText('1 character left')).toBeTruthy();
    await user.paste('aaa');
    expect(screen.getByText('2 characters too many')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Send your answer' }));
    await quiet();
    expect(screen.getByText(/^Shorten this to 10,000 characters/)).toBeTruthy();
    expect(host.asked('act')).toEqual([]);
  });
});

describe('withdrawing', () => {
  const withdraw = 'You can withdraw until midnight before the day it takes effect.';

  it('says what it means, asks once with the focus on keeping it, and is then on its way', async () => {
    const user = userEvent.setup();
    let now = resignation({ withdraw });
    const { host } = await openCase(() => now, {
      act: () =>
        (now = resignation({ withdraw, pending: 'Your withdrawal is sent when there is a connection.' })),
    });
    await user.click(screen.getByRole('button', { name: 'Withdraw this request' }));
    const dialog = screen.getByRole('dialog', { name: 'Withdraw this request?' });
    expect(within(dialog).getByText(withdraw)).toBeTruthy();
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Keep the request' }));
    await user.type(within(dialog).getByRole('textbox', { name: /^Why are you withdrawing it/ }), 'I stay');
    await user.click(within(dialog).getByRole('button', { name: 'Withdraw this request' }));
    await quiet();
    expect(host.asked('act')).toEqual([{ case: 'resign/1', act: { act: 'withdraw', why: 'I stay' } }]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByText('Your withdrawal is sent when there is a connection.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Withdraw this request' }), 'once is enough').toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  });

  it('stays open with the reason when it could not be done', async () => {
    const user = userEvent.setup();
    await openCase(() => resignation({ withdraw }), {
      act: () => {
        throw new CommandFailure({ code: 'refused', sentence: 'The decision took effect' });
      },
    });
    await user.click(screen.getByRole('button', { name: 'Withdraw this request' }));
    const dialog = screen.getByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Withdraw this request' }));
    await quiet();
    expect(within(dialog).getByText('The decision took effect')).toBeTruthy();
  });

  it('is offered only where it can be done', async () => {
    await openCase(() => resignation());
    expect(screen.queryByRole('button', { name: 'Withdraw this request' })).toBeNull();
  });
});
