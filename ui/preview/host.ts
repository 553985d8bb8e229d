// A core in memory, for looking at every page in a browser without building the desktop. `?state=…` chooses what it pretends.
import type {
  Case,
  CaseStage,
  Checkout,
  CheckoutState,
  Commands,
  Events,
  Filed,
  Receipt,
  Review,
  Session,
  Status,
} from '../src/host/bindings';
import { CommandFailure, type Host, type Request } from '../src/host/host';
import * as cases from './cases';
import { replies as documents } from './documents';
import { home, QUEUED } from './home';
import { replies as profile } from './profile';
import { service, services } from './services';
import * as survey from './survey';

const asked = new URLSearchParams(location.search);
export const state = asked.get('state') ?? 'survey';
const offline = asked.has('offline');

const DEADLINE = 'Tuesday, 1 Jun 2027, 5:00 p.m. EDT';
const LEFT = '11 days 6 hours';
const receipt: Receipt = { code: 'R27-7F3K-9QMD', received: '20 May 2027, 10:14 a.m. EDT', verified: true };
const registrant = {
  name: 'Dr. Zoë Nakashuk-Tremblay ᓇᑲᓱᒃ',
  cpsoNumber: '900412',
  class: 'Independent Practice',
};

let session: Session = sessionOf(state);
let preferences: Commands['preferences']['reply'] = {
  textSize: (asked.get('size') as 'normal' | null) ?? 'normal',
  theme: (asked.get('theme') as 'light' | null) ?? 'light',
  zoom: 100,
  server: 'https://portal.cpso.on.ca',
  reminders: true,
  folder: null,
};

function sessionOf(wanted: string): Session {
  switch (wanted) {
    case 'signedOut':
      return { state: 'signedOut', notice: null };
    case 'setAside':
      return {
        state: 'signedOut',
        notice:
          'The file of your account could not be read. It was set aside as account-900412.damaged, and nothing in it was changed. Sign in again to fetch what the College has.',
      };
    case 'signingIn':
      return {
        state: 'signingIn',
        link: 'https://portal.cpso.on.ca/authorize?response_type=code&client_id=portal-desktop&code_challenge=Z0x8',
      };
    case 'passphrase':
      return { state: 'choosePassphrase' };
    case 'locked':
      return {
        state: 'locked',
        notice: null,
        forgetting: 'Without the passphrase, 3 changes that have not reached the College are lost.',
      };
    default:
      return { state: 'signedIn', registrant, tour: asked.has('tour') };
  }
}

const clock = asked.has('clock')
  ? 'The clock of this computer is 2 days behind the College’s. Dates and deadlines here go by the College’s time: it is now 20 May 2027, 10:10 a.m. EDT.'
  : null;
const status = (): Status =>
  offline
    ? {
        sync: 'offline',
        sentence: 'Offline. Saved on this computer 14:02; not yet at the College.',
        waiting: 3,
        clock,
      }
    : {
        sync: 'upToDate',
        sentence: 'Saved on this computer 14:02 · At the College 14:03',
        waiting: 0,
        clock,
      };

function checkout(at: CheckoutState, notice: string | null): Checkout {
  return {
    invoice: at === 'fetching' ? '' : 'INV-2027-000412',
    lines: [
      ['Annual fee, registration year 1 Jun 2027 to 31 May 2028', '$1,725.00'],
      ['Late penalty (25 % of the annual fee)', '$431.25'],
    ],
    total: '$2,156.25',
    state: at,
    link: at === 'open' ? 'https://portal.cpso.on.ca/pay/8f0c1b7e' : null,
    notice,
  };
}

const filed = (part: Partial<Filed>): CaseStage => ({
  stage: 'filed',
  filed: {
    receipt,
    state: 'feeDue',
    stateName: 'Fee due',
    sentence: 'Your survey is filed. Pay the fee of $2,156.25 to complete your renewal.',
    expected: null,
    asked: null,
    pending: null,
    requirements: [],
    checkout: null,
    paid: null,
    outcome: null,
    submitted: review('renewal/2027').sections,
    happened: [{ at: receipt.received, sentence: 'Submitted, and received by the College', details: [] }],
    messages: [],
    withdraw: null,
    ...part,
  },
});

function stage(): CaseStage {
  switch (state) {
    case 'notAvailable':
      return {
        stage: 'notAvailable',
        why: [
          {
            sentence: 'The renewal opens on Monday, 12 Apr 2027, 9:00 a.m. EDT.',
            step: 'Until then you can bring your profile up to date.',
            place: { page: 'profile' },
          },
        ],
      };
    case 'queued':
      return { stage: 'queued', at: '20 May 2027, 10:12 a.m. EDT', sentence: QUEUED };
    case 'attention':
      return {
        stage: 'needsAttention',
        sentence:
          'Your answers were changed on another device after you checked them. Check your answers again and submit.',
      };
    case 'payable':
      return filed({ checkout: checkout('payable', null) });
    case 'declined':
      return filed({
        checkout: checkout(
          'payable',
          'The card was declined. Nothing was charged. You can try again with the same card or another one.',
        ),
      });
    case 'open':
      return filed({ checkout: checkout('open', null) });
    case 'fetching':
      return filed({
        state: 'filed',
        stateName: 'Filed',
        sentence: 'The College has your survey. Its invoice is being fetched and appears here automatically.',
        checkout: checkout('fetching', null),
      });
    case 'confirming':
      return filed({
        sentence: 'Your survey is filed and your payment is being confirmed.',
        checkout: checkout('confirming', null),
      });
    case 'complete':
      return filed({
        state: 'closed',
        stateName: 'Complete',
        sentence: 'If your circumstances change during the year, tell the College.',
        paid: { amount: '$2,156.25', how: 'Visa ending in 4242, 20 May 2027' },
        outcome: {
          at: '20 May 2027, 10:31 a.m. EDT',
          sentence: 'Your renewal is complete.',
          reasons: [],
          facts: [['Registered until', '31 May 2028']],
          letter: [],
          documents: [['card-2027', 'Registration card 2027–2028']],
        },
      });
    default:
      return { stage: 'draft' };
  }
}

function renewal(): Case {
  const filling = ['survey', 'conflict', 'attention', 'full'].includes(state);
  return {
    case: 'renewal/2027',
    title: 'Annual renewal 2027',
    stage: stage(),
    sections: filling ? survey.summaries('renewal/2027') : [],
    percent: 62,
    deadline: state === 'complete' ? null : { at: DEADLINE, left: LEFT },
    conflicts: state === 'conflict' ? 1 : 0,
    notice: null,
  };
}

const request = (name: string): Case => (name.startsWith('renewal/') ? renewal() : cases.other(name));

function review(draft: string): Review {
  const problems = survey
    .summaries(draft)
    .filter(({ applies }) => applies)
    .flatMap(({ linkId }) => survey.section(draft, linkId).problems)
    .slice(0, state === 'survey' ? 3 : 0);
  const sections = survey
    .summaries(draft)
    .filter(({ applies }) => applies)
    .map(({ linkId, prefix, title }) => ({
      linkId,
      prefix,
      title,
      answers: survey
        .section(draft, linkId)
        .items.filter(({ control }) => !['group', 'repeat', 'display'].includes(control))
        .map((item, index) => ({
          path: item.path,
          section: linkId,
          prefix: item.prefix,
          text: item.text,
          within: null,
          answer: item.value.map((entry) =>
            entry.kind === 'text'
              ? entry.text
              : (item.options.find(({ key }) => key === entry.key)?.text ?? entry.key),
          ),
          lastYear: index === 1 ? ['No'] : null,
          fromRecord: item.control === 'readOnly',
          calculated: item.control === 'calculated',
          required: item.required,
        })),
    }));
  return {
    draft,
    title: draft.startsWith('renewal/') ? 'Annual renewal 2027' : cases.other(draft).title,
    sections,
    problems,
    conflicts: 0,
    responseHash: 'abc',
    ready: problems.length === 0,
    notSent: !draft.startsWith('renewal/')
      ? []
      : [
          {
            path: 'B.2',
            section: 'B',
            prefix: 'B.2',
            text: 'Why are you not practising?',
            within: null,
            answer: ['Sabbatical'],
            lastYear: null,
            fromRecord: false,
            calculated: false,
            required: true,
          },
        ],
    consequence: !draft.startsWith('renewal/')
      ? 'Your request goes to the College. There is no fee. You can withdraw it until midnight before the day it takes effect.'
      : 'Your survey is filed with the College and cannot be changed afterwards; the fee of $1,725.00 is then due.',
    offline: offline ? 'There is no connection. Your survey will be queued, and queued is not filed.' : null,
  };
}

type Answers = { [C in keyof Commands]: (request: Commands[C]['request']) => Commands[C]['reply'] };

const replies: Answers = {
  ...profile,
  session: () => session,
  sign_in: () => ({ link: 'https://portal.cpso.on.ca/authorize?code_challenge=Z0x8', browserOpened: true }),
  cancel_sign_in: () => (session = sessionOf('signedOut')),
  sign_out: ({ leaveUnsent }) => {
    if (offline && !leaveUnsent)
      throw new CommandFailure({
        code: 'refused',
        sentence:
          '3 answers have not reached the College. If you sign out now, they stay on this computer, locked, until you sign in again.',
      });
    return (session = sessionOf('signedOut'));
  },
  choose_passphrase: () => (session = sessionOf('')),
  unlock: ({ passphrase }) => {
    if (passphrase !== 'open')
      throw new CommandFailure({
        code: 'wrongPassphrase',
        sentence: 'That is not the passphrase of this computer. Try again.',
      });
    return (session = sessionOf(''));
  },
  home: () => ({
    ...home(state, offline),
    requests: asked.has('requests') ? cases.requests.slice(0, Number(asked.get('requests') || 9)) : [],
  }),
  leave_tour: () => {
    if (session.state === 'signedIn') session = { ...session, tour: false };
    return null;
  },
  forget_passphrase: () => (session = sessionOf('setAside')),
  status,
  sync_now: () => null,
  renewal,
  review: ({ draft }) => review(draft),
  services,
  service: ({ key }) => service(key),
  begin: ({ key }) => request(`${key}/1`),
  case: (wanted) => request(wanted.case),
  act: ({ case: name, act }) => cases.act(name, act.act),
  outbox: () =>
    offline
      ? [
          {
            id: '1',
            title: 'Annual renewal survey 2027',
            at: '20 May 2027, 10:12 a.m. EDT',
            state: 'waiting',
            reason: null,
            entered: null,
            place: { page: 'case', case: 'renewal/2027' },
            canDismiss: false,
          },
          {
            id: '2',
            title: 'E.1 Charge: What happened, in your own words?',
            at: '20 May 2027, 10:10 a.m. EDT',
            state: 'needsAttention',
            reason:
              'This answer is longer than the College can take. Answer the question again in fewer words.',
            entered:
              'I was called to a birth at night and drove too fast on Elm Street. The trial is in July.',
            place: { page: 'question', draft: 'renewal/2027', section: 'E', path: 'E.1.explanation' },
            canDismiss: true,
          },
          {
            id: 'sent-again',
            title: 'Sent to the College again',
            at: '20 May 2027, 10:15 a.m. EDT',
            state: 'needsAttention',
            reason:
              'The College’s server no longer had everything that it had taken, most likely because it was put back from a backup. This computer has sent again, or is sending: Annual renewal survey 2027, Mobile telephone, 3 answers. What you filed counts from when the College receives it again. If that makes it late, call 416-967-2606: the receipt you had is kept on this computer.',
            entered: null,
            place: { page: 'case', case: 'renewal/2027' },
            canDismiss: true,
          },
        ]
      : [],
  section: ({ draft, linkId }) => survey.section(draft, linkId),
  answer: ({ draft, path, value }) => {
    if (state === 'full')
      throw new CommandFailure({
        code: 'diskFull',
        sentence: 'The disk of this computer is full. Free some space, then save again.',
      });
    survey.answer(path, value);
    return { savedAt: '14:02', section: survey.section(draft, survey.sectionOf(draft, path)), added: null };
  },
  add_instance: ({ draft, path }) => {
    const added = survey.addInstance(path);
    return { savedAt: '14:02', section: survey.section(draft, survey.sectionOf(draft, path)), added };
  },
  remove_instance: ({ draft, path }) => {
    survey.removeInstance(path);
    return { savedAt: '14:02', section: survey.section(draft, survey.sectionOf(draft, path)), added: null };
  },
  choose_answer: ({ draft, path }) => {
    survey.conflicting.delete(path);
    return { savedAt: '14:02', section: survey.section(draft, survey.sectionOf(draft, path)), added: null };
  },
  submit: ({ draft }) => request(draft),
  pay: () => checkout('open', null),
  ...documents,
  withdraw_change: (request) => {
    documents.withdraw_change(request);
    return profile.withdraw_change(request);
  },
  application: () => ({
    version: '0.1.0',
    data: '/home/zoe/.local/share/ca.portal-desktop.app',
    log: '/home/zoe/.local/share/ca.portal-desktop.app/logs',
  }),
  print_page: () => {
    window.print();
    return null;
  },
  preferences: () => preferences,
  set_preferences: (wanted) => (preferences = wanted),
};

if (state === 'conflict') survey.conflicting.add('G.3');

export const previewHost: Host = {
  async call<C extends keyof Commands>(command: C, ...request: Request<C>): Promise<Commands[C]['reply']> {
    const reply = replies[command] as (request: unknown) => Commands[C]['reply'];
    // As over the real boundary: later, and never the same object.
    await new Promise((resolve) => setTimeout(resolve, 5));
    return structuredClone(reply(request[0]));
  },
  listen<E extends keyof Events>(_event: E, _handler: (payload: Events[E]) => void) {
    return () => {};
  },
  setTitle(title) {
    document.title = title;
  },
  beforeClose: () => () => {},
  close() {},
  quit() {},
};
