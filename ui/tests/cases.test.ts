import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { nextToDo } from '../src/cases/sections';
import type { Case, Checkout, Review } from '../src/host/bindings';
import { CommandFailure } from '../src/host/host';
import { feeLine, surveyLine } from '../src/home/stateLine';
import { open, quiet } from './mounting';
import { filed, problem, renewal, section } from './samples';

function paying(part: Partial<Checkout> = {}): Case {
  const checkout: Checkout = {
    invoice: 'INV-1',
    lines: [['Annual fee', '$1,725.00']],
    total: '$1,725.00',
    state: 'payable',
    link: null,
    notice: null,
    ...part,
  };
  return renewal({ sections: [], stage: { stage: 'filed', filed: filed({ state: 'feeDue', checkout }) } });
}

function review(part: Partial<Review> = {}): Review {
  return {
    draft: 'renewal/2027',
    title: 'Annual renewal 2027',
    sections: [],
    notSent: [],
    problems: [],
    conflicts: 0,
    responseHash: 'abc',
    consequence: 'Your survey is filed and cannot be changed.',
    ready: true,
    offline: null,
    ...part,
  };
}

describe('checking and submitting', () => {
  it('says what will happen, asks once with the focus on waiting, and names what was reviewed', async () => {
    const user = userEvent.setup();
    const { host } = await open(
      { review: () => review(), submit: () => paying(), case: () => paying() },
      { page: 'review', draft: 'renewal/2027' },
    );
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    const dialog = screen.getByRole('dialog', { name: 'Submit this now?' });
    expect(within(dialog).getByText('Annual renewal 2027'), 'what is submitted').toBeTruthy();
    expect(within(dialog).getByText('Your survey is filed and cannot be changed.')).toBeTruthy();
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Not yet' }));
    await user.click(within(dialog).getByRole('button', { name: 'Submit now' }));
    await quiet();
    expect(host.asked('submit')).toEqual([{ draft: 'renewal/2027', responseHash: 'abc' }]);
    expect(screen.getByText('R27-7F3K-9QMD')).toBeTruthy();
  });

  it('leads to what stands in the way instead of submitting', async () => {
    const user = userEvent.setup();
    const { host, app } = await open(
      {
        review: () => review({ ready: false, problems: [problem('G.2', { label: 'G.2 Your CMPA number' })] }),
        section: () => section([]),
      },
      { page: 'review', draft: 'renewal/2027' },
    );
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    expect(document.activeElement).toBe(
      screen.getByRole('region', { name: 'There is 1 thing to put right' }),
    );
    expect(host.asked('submit')).toEqual([]);
    await user.click(screen.getByRole('link', { name: 'G.2 Your CMPA number' }));
    await quiet();
    expect(app.navigation.current.place).toEqual({
      page: 'section',
      draft: 'renewal/2027',
      linkId: 'G',
      path: 'G.2',
    });
  });

  it('says what is still to be answered by section, without alarm, and goes to the first of it', async () => {
    const user = userEvent.setup();
    const missing = (path: string) =>
      problem(path, { section: path.slice(0, 1), label: path, missing: true });
    const { host, app } = await open(
      {
        review: () => review({ ready: false, problems: [missing('G.2'), missing('G.3'), missing('H.1')] }),
        section: () => section([]),
      },
      { page: 'review', draft: 'renewal/2027' },
    );
    expect(screen.queryByRole('region', { name: /put right/ })).toBeNull();
    const list = screen.getByRole('region', { name: '3 questions are still to be answered' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map((line) => line.textContent?.trim()),
    ).toEqual(['G 2 questions', 'H 1 question']);
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    expect(document.activeElement).toBe(list);
    expect(host.asked('submit')).toEqual([]);
    await user.click(within(list).getByRole('link', { name: 'G' }));
    await quiet();
    expect(app.navigation.current.place).toEqual({
      page: 'section',
      draft: 'renewal/2027',
      linkId: 'G',
      path: 'G.2',
    });
  });

  it('shows the answers anew when they changed on another device', async () => {
    const user = userEvent.setup();
    let hash = 'old';
    const { host } = await open(
      {
        review: () => review({ responseHash: hash }),
        submit: () => {
          hash = 'new';
          throw new CommandFailure({ code: 'reviewAgain', sentence: 'Check your answers again' });
        },
      },
      { page: 'review', draft: 'renewal/2027' },
    );
    for (const expected of ['old', 'new']) {
      await user.click(screen.getByRole('button', { name: 'Submit' }));
      await user.click(screen.getByRole('button', { name: 'Submit now' }));
      await quiet();
      expect(screen.getByText('Check your answers again')).toBeTruthy();
      expect(host.asked('submit').at(-1)).toEqual({ draft: 'renewal/2027', responseHash: expected });
    }
  });

  it('shows last year’s other answer, what comes from the record or is calculated, and what will not be sent', async () => {
    const answer = {
      path: 'H.2',
      section: 'H',
      prefix: 'H.2',
      text: 'Setting',
      within: null,
      answer: ['Clinic'],
      lastYear: ['Hospital'],
      fromRecord: false,
      calculated: false,
      required: true,
    };
    await open(
      {
        review: () =>
          review({
            sections: [
              {
                linkId: 'H',
                prefix: 'H',
                title: 'Practice',
                answers: [
                  answer,
                  {
                    ...answer,
                    path: 'H.3',
                    prefix: 'H.3',
                    text: 'Address',
                    lastYear: null,
                    fromRecord: true,
                    calculated: false,
                  },
                  {
                    ...answer,
                    path: 'H.5',
                    prefix: 'H.5',
                    text: 'Hours altogether',
                    lastYear: null,
                    calculated: true,
                  },
                ],
              },
            ],
            notSent: [
              { ...answer, path: 'B.2', prefix: 'B.2', text: 'Why?', answer: ['Sabbatical'], lastYear: null },
            ],
          }),
      },
      { page: 'review', draft: 'renewal/2027' },
    );
    expect(screen.getByText('Last year: Hospital')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Change H.2 Setting' })).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Change H.3 Address' })).toBeNull();
    expect(screen.getByText('Calculated from your answers')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Change H.5 Hours altogether' }), 'a total').toBeNull();
    expect(
      within(screen.getByRole('region', { name: 'Will not be sent' })).getByText('Sabbatical'),
    ).toBeTruthy();
  });
});

describe('paying', () => {
  it('asks once, then opens the browser and shows the link', async () => {
    const user = userEvent.setup();
    let now = paying();
    const { host } = await open(
      {
        renewal: () => now,
        pay: () => {
          now = paying({ state: 'open', link: 'https://pay/1' });
          return {
            invoice: 'INV-1',
            lines: [],
            total: '$1,725.00',
            state: 'open',
            link: 'https://pay/1',
            notice: null,
          };
        },
      },
      { page: 'renewal' },
    );
    await user.click(screen.getByRole('button', { name: 'Proceed to payment' }));
    const dialog = screen.getByRole('dialog');
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Not yet' }));
    await user.click(within(dialog).getByRole('button', { name: 'Open the payment page' }));
    await quiet();
    expect(host.asked('pay')).toEqual([{ case: 'renewal/2027' }]);
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('https://pay/1');
  });

  it('says that a card was declined and leaves the button alive', async () => {
    await open(
      { renewal: () => paying({ notice: 'The card was declined. Nothing was charged.' }) },
      { page: 'renewal' },
    );
    expect(screen.getByRole('alert').textContent).toContain('declined');
    expect(screen.getByRole('button', { name: 'Proceed to payment' })).toBeTruthy();
  });

  it('names the five cards that are accepted and no other way', async () => {
    await open({ renewal: () => paying() }, { page: 'renewal' });
    const methods = within(screen.getByRole('region', { name: 'You can pay with' })).getAllByRole('listitem');
    expect(methods.map(({ textContent }) => textContent)).toEqual([
      'Visa',
      'Visa Debit',
      'Mastercard',
      'Mastercard Debit',
      'American Express',
    ]);
  });

  it.each(['confirming', 'offline'] as const)('offers no payment while it is %s', async (state) => {
    await open({ renewal: () => paying({ state }) }, { page: 'renewal' });
    expect(screen.getByText('R27-7F3K-9QMD')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /payment|pay|again/i })).toBeNull();
  });

  it('goes on by itself when the payment came in', async () => {
    let now = paying({ state: 'confirming' });
    const { host } = await open({ renewal: () => now }, { page: 'renewal' });
    const outcome = {
      at: '20 May 2027',
      sentence: 'Your renewal is complete.',
      reasons: [],
      facts: [['Registered until', '31 May 2028']] as [string, string][],
      letter: [],
      documents: [['card-2027', 'Registration card 2027–2028']] as [string, string][],
    };
    const paid = { amount: '$1,725.00', how: 'Visa ending in 4242, 20 May 2027' };
    now = renewal({ stage: { stage: 'filed', filed: filed({ state: 'closed', outcome, paid }) } });
    host.emit('changed', 'record');
    await quiet();
    expect(screen.getByText('Your renewal is complete.')).toBeTruthy();
    expect(screen.getByText('$1,725.00, Visa ending in 4242, 20 May 2027')).toBeTruthy();
    expect(screen.getByText('31 May 2028')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open: Registration card 2027–2028' })).toBeTruthy();
  });
});

it('a queued survey is said not to be filed, with the time left', async () => {
  const stage = {
    stage: 'queued',
    at: '20 May 2027, 10:12 a.m. EDT',
    sentence: 'Queued is not filed. You have 11 days 6 hours.',
  } as const;
  await open({ renewal: () => renewal({ sections: [], stage }) }, { page: 'renewal' });
  expect(screen.getByText('Queued is not filed. You have 11 days 6 hours.')).toBeTruthy();
  expect(screen.getByText('11 days 6 hours left')).toBeTruthy();
});

describe('in words', () => {
  it('the survey and the fee say where they stand', () => {
    expect(
      surveyLine({ state: 'draft', percent: 62, nextSection: 'F. Health', nextLinkId: 'F' }).details,
    ).toEqual(['62% done. Next: F. Health']);
    expect(surveyLine({ state: 'queued', at: '10:12 a.m.' }).state).toBe('Queued, not filed');
    expect(feeLine({ state: 'due', amount: '$2,156.25', penalty: '$431.25' }).details).toEqual([
      '$2,156.25, with a late penalty of $431.25',
    ]);
    expect(feeLine({ state: 'confirming', amount: '$1,725.00' }).state).toBe('Being confirmed');
  });

  it('the next section is one that needs attention, else the first that is not complete and is asked', () => {
    const sections = (['complete', 'inProgress', 'needsAttention'] as const).map((state, index) => ({
      linkId: 'ABC'.charAt(index),
      prefix: null,
      title: '',
      state,
      answered: 0,
      asked: 1,
      applies: true,
    }));
    expect(nextToDo(sections)?.linkId).toBe('C');
    expect(nextToDo(sections.slice(0, 2))?.linkId).toBe('B');
    expect(
      nextToDo(sections.slice(0, 2).map((one) => ({ ...one, applies: one.state === 'complete' }))),
    ).toBeNull();
  });
});
