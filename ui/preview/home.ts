// Home in every state in which a person can stand. `?state=…` names it.
import type { Home, YearPoint } from '../src/host/bindings';

const DEADLINE = 'Tuesday 1 Jun 2027, 5:00 p.m. EDT';
const LEFT = '12 days 6 hours';
const RECEIPT = 'R27-7F3K-9QMD';
export const QUEUED = `Queued is not filed. The College must have your survey by ${DEADLINE}; ${LEFT} left. It is sent automatically when this computer has a connection.`;

type Part = Omit<YearPoint, 'place'>;
const opened: Part = { mark: 'opening', state: 'done', title: 'Opened', details: ['12 Apr 2027'] };
const today = (title: string, details: string[]): Part => ({ mark: 'today', state: 'here', title, details });
const deadline: Part = {
  mark: 'deadline',
  state: 'ahead',
  title: 'Deadline',
  details: ['Tuesday 1 Jun 2027', '5:00 p.m. EDT'],
};
const survey = (at: string | null): Part => ({
  mark: 'survey',
  state: at ? 'done' : 'ahead',
  title: 'Submitted',
  details: [at ?? 'to do'],
});
const fee = (at: string | null, amount = '$1,725.00'): Part => ({
  mark: 'fee',
  state: at ? 'done' : 'ahead',
  title: 'Paid',
  details: [at ?? 'to do', amount],
});
const end = (complete: boolean): Part => ({
  mark: 'end',
  state: 'ahead',
  title: 'Valid until',
  details: complete ? ['31 May 2028'] : ['31 May 2028', 'once complete'],
});

function drawn(parts: Part[]): Pick<Home, 'line' | 'lineInWords'> {
  const last = Math.max(parts.length - 1, 1);
  return {
    line: parts.map((part, index) => ({ ...part, place: Math.round((index * 1000) / last) })),
    lineInWords: parts.map(({ title, details }) => `${title}: ${details.join(', ')}.`).join(' '),
  };
}

const PAID = {
  state: 'paid',
  amount: '$1,725.00',
  at: '20 May 2027',
  method: 'Visa ending in 4242',
} as const;
const FILED = { state: 'filed', at: '20 May 2027, 10:14 a.m. EDT', receipt: RECEIPT } as const;
const both = `The survey and the fee are due ${DEADLINE}, in ${LEFT}.`;
const feeDue = `The fee is due ${DEADLINE}, in ${LEFT}.`;
const left = ['Today, 20 May 2027', `${LEFT} left`];

const draft: Home = {
  draft: 'renewal/2027',
  year: 2027,
  registrationYear: '1 Jun 2027 to 31 May 2028',
  survey: { state: 'draft', percent: 62, nextSection: 'F. Health and fitness to practise', nextLinkId: 'F' },
  fee: { state: 'notDue', amount: '$1,725.00' },
  complete: false,
  deadline: DEADLINE,
  timeLeft: LEFT,
  opens: null,
  queued: null,
  waiting: 0,
  next: 'continue',
  sentence: 'Your renewal survey is 62% done and has not been submitted.',
  due: both,
  ...drawn([opened, today('Draft, 62%', left), survey(null), fee(null), deadline, end(false)]),
  requests: [],
  card: {
    document: 'card-2026',
    sentence: 'Valid until 31 May 2027',
    note: 'Your next card will be here when your renewal is complete.',
  },
};
const due: Partial<Home> = {
  survey: FILED,
  fee: { state: 'due', amount: '$1,725.00', penalty: null },
  next: 'pay',
  sentence: 'Your renewal survey is filed. The fee of $1,725.00 has not been paid.',
  due: feeDue,
  ...drawn([
    opened,
    survey('20 May 2027'),
    today('Today', ['20 May 2027', `${LEFT} left`]),
    fee(null),
    deadline,
    end(false),
  ]),
};
const none: Partial<Home> = {
  survey: { state: 'notAvailable' },
  next: 'wait',
  due: null,
  line: [],
  lineInWords: '',
  card: { document: null, sentence: 'You have no registration card at the moment.', note: null },
};

const STATES: Record<string, Partial<Home>> = {
  notAvailable: {
    ...none,
    opens: 'Monday 12 Apr 2027, 9:00 a.m. EDT',
    sentence: 'The renewal opens on Monday 12 Apr 2027, 9:00 a.m. EDT.',
    due: `The survey and the fee will be due ${DEADLINE}.`,
    ...drawn([
      today('Today', ['2 Feb 2027']),
      { mark: 'opening', state: 'ahead', title: 'Opens', details: ['12 Apr 2027', '9:00 a.m. EDT'] },
      survey(null),
      fee(null),
      deadline,
      end(false),
    ]),
    card: draft.card,
  },
  fresh: {
    survey: { state: 'notStarted' },
    next: 'start',
    sentence: 'Your annual renewal is open. You have not started the survey.',
    ...drawn([
      opened,
      today('Today', ['20 May 2027', `${LEFT} left`]),
      survey(null),
      fee(null),
      deadline,
      end(false),
    ]),
  },
  queued: {
    survey: { state: 'queued', at: '20 May 2027, 10:12 a.m. EDT' },
    queued: QUEUED,
    waiting: 1,
    next: 'connect',
    sentence: 'Your renewal survey is waiting on this computer. The College does not have it yet.',
    due: null,
    ...drawn([opened, today('Not filed yet', left), survey(null), fee(null), deadline, end(false)]),
  },
  attention: {
    survey: {
      state: 'needsAttention',
      sentence:
        'Your answers were changed on another device after you checked them. Check your answers again and submit.',
    },
    next: 'attend',
    sentence: 'Your renewal survey needs your attention before the College can accept it.',
    ...drawn([opened, today('Needs attention', left), survey(null), fee(null), deadline, end(false)]),
  },
  payable: due,
  declined: due,
  open: due,
  confirming: {
    ...due,
    fee: { state: 'confirming', amount: '$1,725.00' },
    next: 'wait',
    sentence:
      'Your renewal survey is filed and your payment is being confirmed. You do not need to pay again.',
    due: null,
    ...drawn([
      opened,
      survey('20 May 2027'),
      today('Payment started', left),
      fee(null),
      deadline,
      end(false),
    ]),
  },
  paidFirst: {
    fee: PAID,
    sentence: 'Your fee is paid, but your renewal is not complete: the survey has not been submitted.',
    due: `The survey is due ${DEADLINE}, in ${LEFT}.`,
    ...drawn([opened, fee('18 May 2027'), today('Draft, 62%', left), survey(null), deadline, end(false)]),
  },
  complete: {
    survey: FILED,
    fee: PAID,
    complete: true,
    next: 'card',
    sentence: 'Your renewal is complete. Your registration is valid until 31 May 2028.',
    due: null,
    ...drawn([
      opened,
      survey('20 May 2027'),
      fee('20 May 2027'),
      today('Today', ['20 May 2027']),
      deadline,
      end(true),
    ]),
    card: { document: 'card-2027', sentence: 'Valid from 1 Jun 2027 to 31 May 2028', note: null },
  },
  late: {
    timeLeft: null,
    sentence: 'Your renewal survey is 62% done and has not been submitted.',
    due: `The deadline was ${DEADLINE}. The fee now includes a late penalty of $431.25.`,
    fee: { state: 'notDue', amount: '$2,156.25' },
    ...drawn([
      opened,
      { ...deadline, state: 'missed' },
      today('Draft, 62%', ['Today, 9 Jun 2027']),
      survey(null),
      fee(null, '$2,156.25'),
      end(false),
    ]),
    card: {
      document: null,
      sentence: 'You have no registration card at the moment.',
      note: 'Your card will be here when your renewal is complete.',
    },
  },
  suspended: {
    ...none,
    sentence:
      'Your registration is not active, so it cannot be renewed here. Call the College at (416) 967-2600.',
  },
  firstYear: {
    ...none,
    sentence:
      'You were first registered on 5 Jul 2027, after this year’s renewal had closed, so you have nothing to renew now. Your first renewal opens next April and will appear here.',
  },
};

export function home(state: string, offline: boolean): Home {
  return { ...draft, ...STATES[state], ...(offline ? { waiting: 3 } : {}) };
}
