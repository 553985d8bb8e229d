// Help: every question that the College's own portal resources answer is answered here, and found.
import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { PHONES, telOf } from '../src/help/phones';
import { found } from '../src/help/search';
import { TOPICS } from '../src/help/topics';
import { t } from '../src/texts';
import { open, quiet } from './mounting';

const entries = TOPICS.flatMap((topic) => topic.entries.map((entry) => ({ topic, entry })));

/** What the College's portal resources answer, in our own words; the entry that answers it; and what somebody would type. */
const SUBJECTS: [subject: string, entry: string, typed: string][] = [
  ['where to review one’s information before renewing', 'check-record', 'review my personal information'],
  ['updating contact and practice information', 'update-record', 'update contact'],
  ['no plans to practise in Ontario', 'leaving', 'leave Ontario'],
  ['paying outstanding invoices', 'invoices', 'outstanding invoices'],
  ['telling about clinical activities', 'activities', 'clinical activities'],
  ['telling about hospital privileges', 'privileges', 'hospital privileges'],
  ['changing an address', 'address', 'change address'],
  ['having no business address any more', 'not-in-practice', 'no business address'],
  ['removing an additional business location', 'location', 'remove secondary business address'],
  ['the portal does not open', 'does-not-open', 'can’t open the portal'],
  ['an out-of-date computer', 'old-computer', 'computer out-of-date'],
  ['signed in and there is no renewal', 'no-renewal', "can't see membership renewal"],
  ['how to get to the survey', 'survey-where', 'access the annual renewal survey'],
  ['a saved survey that cannot be found', 'lost-survey', 'find saved survey'],
  ['paying without the survey', 'fee-only', 'pay without survey'],
  ['survey and payment are both needed', 'both', 'renewal complete'],
  ['a forgotten password', 'password', 'forgot password'],
  ['paying the annual fee', 'pay', 'pay annual fee'],
  ['which cards, and that nothing else is accepted', 'pay', 'e-transfer'],
  ['having a baby', 'leave', 'parental leave'],
  ['putting the licence on hold', 'on-hold', 'license on hold'],
  ['re-entry after some months away', 'away-reentry', 're-entry several months'],
  ['retiring soon', 'retiring', 'retiring in three months'],
  ['coverage while not practising', 'coverage', 'CMPA coverage not practising'],
  ['a lawsuit in progress', 'lawsuit', 'civil lawsuit'],
  ['a traffic ticket', 'offence', 'Highway Traffic Act'],
  ['continuing professional development', 'cpd', 'CPD'],
  ['the Cease to Practise Undertaking', 'cpd', 'cease to practise undertaking'],
  ['resigning', 'resign', 'resign'],
  ['the registration card', 'card', 'registration card'],
  ['having renewed something else already', 'other-renewals', 'already renewed'],
  ['renewing while a correction waits', 'pending-request', 'renew while I wait'],
  ['more questions in section G with CMPA coverage', 'liability', 'section G'],
  ['only one practice setting', 'setting', 'H.2 settings'],
  ['whether a private office is an OHP', 'office-ohp', 'private office OHP'],
  ['finding one’s way in the portal', 'find-way', 'navigate'],
  ['the message centre', 'messages', 'message centre'],
  ['one’s own requests and how far they are', 'requests', 'status of my request'],
  ['applying for registration or postgraduate training', 'apply', 'postgraduate'],
  ['the self-screening questionnaire', 'screening', 'self-screening'],
  ['applications that the questionnaire does not open', 'screening', 'Registration Inquiries'],
  ['copies of registration documents', 'copies', 'diploma'],
  ['documents of the application file', 'file-copies', 'application documents'],
  ['replacement certificates', 'replacement', 'replacement certificate'],
  ['fee receipts', 'receipts', 'fee receipts'],
  ['a certificate of professional conduct', 'conduct', 'CPC'],
  ['changing the scope of practice', 'scope', 'change scope of practice'],
  ['re-entering practice', 'reenter', 're-entering practice'],
  ['what can be done for a corporation', 'corporation', 'incorporation'],
  ['renewing a certificate of authorization', 'renew-corporation', 'renew certificate of authorization'],
  ['changing one’s name', 'name', 'name change'],
  ['the MINC', 'minc', 'MINC'],
  ['the Learning Portal', 'learning', 'Learning Portal'],
  ['the New Member Orientation', 'orientation', 'orientation'],
  ['the Out-of-Hospital Premises Inspection Program', 'premises', 'out-of-hospital premises inspection'],
  ['sharing a password with a lawyer', 'third-party', 'share password lawyer'],
  ['who helps with the portal', 'help', 'contact'],
];

describe('the answers', () => {
  it.each(SUBJECTS)('on %s are there, as %s', (_subject, key) => {
    const id = `ui-help-${key}`;
    expect(entries.map(({ entry }) => entry.id)).toContain(id);
    expect(t(`${id}.answer`).length, 'an answer, not a word').toBeGreaterThan(40);
  });

  const searchable = entries.map(({ entry, topic }) => ({
    id: entry.id,
    question: t(entry.id),
    answer: t(`${entry.id}.answer`),
    words: `${t(`${entry.id}.words`)} ${t(topic.id)}`,
  }));

  it.each(SUBJECTS)('on %s are found: %s, by “%s”', (_subject, key, typed) => {
    const first = found(searchable, typed, t('ui-help-common-words')).answers.map(({ id }) => id);
    expect(first.slice(0, 3), 'among the first three').toContain(`ui-help-${key}`);
  });

  it('are each in one topic, with a question, an answer and search words of their own', () => {
    const ids = entries.map(({ entry }) => entry.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      for (const text of [t(id), t(`${id}.answer`), t(`${id}.words`)]) expect(text).not.toContain('ui-help-');
    }
  });
});

describe('the search', () => {
  const answers = [
    { question: 'Where is the fee paid?', words: '', answer: 'On a page.' },
    { question: 'What is a page?', words: 'fée', answer: 'A sheet.' },
    { question: 'What is a sheet?', words: '', answer: 'It has no fee.' },
  ];
  const questions = (typed: string): string[] =>
    found(answers, typed, 'what is the').answers.map(({ question }) => question);

  it('ranks questions before their other words, and those before answers, whatever the accents', () => {
    expect(questions('FEÉ')).toEqual(['Where is the fee paid?', 'What is a page?', 'What is a sheet?']);
  });

  it('wants every word, by its beginning, and lets common words be', () => {
    expect(questions('what is the page')).toEqual(['What is a page?', 'Where is the fee paid?']);
    expect(questions('fee page')).toEqual(['What is a page?', 'Where is the fee paid?']);
    expect(questions('aid'), 'not from the middle of a word').toEqual([]);
    expect(questions('what is'), 'unless there is nothing else').toEqual([
      'What is a page?',
      'What is a sheet?',
    ]);
    expect(questions('  ')).toHaveLength(3);
  });

  it('gives what has most of the words when nothing has all of them', () => {
    const near = found(answers, 'fee paid yesterday', '');
    expect(near).toEqual({ answers: [answers[0]], whole: false });
    expect(found(answers, 'fee yesterday', '').answers, 'half of them is not most').toEqual([]);
  });
});

describe('telephone links', () => {
  it.each([
    ['(416) 967-2678', 'tel:+14169672678'],
    ['1-800-268-7096', 'tel:+18002687096'],
    ['1-800-268-7096 ext. 606', 'tel:+18002687096;ext=606'],
  ])('%s dials %s', (number, link) => {
    expect(telOf(number)).toBe(link);
  });

  it('are those of the College', () => {
    const numbers = Object.values(PHONES).flatMap(({ numbers }) => numbers.map((id) => telOf(t(id))));
    expect(new Set(numbers)).toEqual(
      new Set([
        'tel:+14169672678',
        'tel:+14169672606',
        'tel:+18002687096;ext=606',
        'tel:+14169672600',
        'tel:+18002687096',
      ]),
    );
  });
});

describe('the page', () => {
  const count = `${entries.length} answers in ${TOPICS.length} topics`;
  const said = (): string => document.querySelector('[role=search] [role=status]')?.textContent.trim() ?? '';
  const links = (name: string): HTMLAnchorElement[] =>
    [...document.querySelectorAll('a')].filter(({ textContent }) => textContent === name);

  it('counts, finds as one types, and shows everything again', async () => {
    const user = userEvent.setup();
    await open({}, { page: 'help' });
    expect(said()).toBe(count);
    await user.click(screen.getByLabelText('Search the answers'));
    await user.paste('lawsuit');
    await quiet();
    expect(said()).toBe('1 answer for “lawsuit”');
    expect(
      screen.getByText('I was named in a lawsuit that is still in progress. Do I report it?'),
    ).toBeTruthy();
    await user.paste(' in a submarine');
    await quiet();
    expect(said(), 'one of two words is not most').toBe('No answer has “lawsuit in a submarine” in it');
    await user.click(screen.getByText('Show all'));
    await quiet();
    expect(said()).toBe(count);
  });

  it('says how many answers each topic has', async () => {
    await open({}, { page: 'help' });
    const told = [...document.querySelectorAll('nav[aria-labelledby=topics] li')];
    expect(told.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())).toEqual(
      TOPICS.map(({ id, entries: each }) => `${t(id)} ${each.length}`),
    );
  });

  it('leads to pages of the portal only when somebody is signed in', async () => {
    const { app } = await open({}, { page: 'help' });
    expect(links('Open Renewal').length).toBeGreaterThan(3);
    app.session.value = { state: 'signedOut', notice: null };
    await quiet();
    expect(links('Open Renewal')).toEqual([]);
    expect(links('(416) 967-2678')[0]?.getAttribute('href')).toBe('tel:+14169672678');
  });
});
