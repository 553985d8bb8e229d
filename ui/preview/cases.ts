// Requests at every stage: `?page=case:conduct/1` opens one. Each name stands for one state.
import type {
  Asked,
  Case,
  CaseStage,
  Checkout,
  Filed,
  Message,
  Outcome,
  RequestState,
  RequestSummary,
  ReviewAnswer,
  ReviewSection,
} from '../src/host/bindings';
import { CommandFailure } from '../src/host/host';
import * as survey from './survey';

const answer = (path: string, text: string, ...value: string[]): ReviewAnswer => ({
  path,
  section: 'resignation',
  prefix: null,
  text,
  within: null,
  answer: value,
  lastYear: null,
  fromRecord: false,
  calculated: false,
  required: true,
});
const part = (linkId: string, prefix: string, title: string, answers: ReviewAnswer[]): ReviewSection => ({
  linkId,
  prefix,
  title,
  answers,
});

const RESIGNATION: ReviewSection[] = [
  part('resignation', '1', 'Your resignation', [
    answer('reason', 'Why are you resigning?', 'Retirement'),
    answer('effective', 'On which day should your resignation take effect?', '30 Jun 2027'),
  ]),
  part('practice', '2', 'Patients and practice', [
    answer('patients', 'Have you told your patients that you are leaving practice?', 'Yes'),
    answer('custodian.name', 'Name of the person or company', 'Sudbury Record Storage Ltd.'),
    answer('custodian.address', 'Address', '12 Elm Street, Sudbury ON  P3C 1S8'),
  ]),
];
const NAME: ReviewSection[] = [
  part('name', '1', 'Your new name', [
    answer('name.now', 'Name now', 'Zoë Nakashuk-Tremblay'),
    answer('name.new', 'New name', 'Zoë Marguerite Tremblay-Roy'),
    answer('name.why', 'Why', 'Return to a former name, since 30 Apr 2027'),
  ]),
];
const RECEIPTS: ReviewSection[] = [
  part('receipts', '1', 'The receipts you need', [
    answer('years', 'For which years do you need a receipt?', '2009', '2011', '2014'),
    answer('for', 'Which fee did you pay?', 'The annual fee'),
  ]),
];

const message = (id: string, subject: string, at: string, ...text: string[]): Message => ({
  id,
  from: 'The College to you',
  at,
  subject,
  text,
  change: null,
});

const checkout: Checkout = {
  invoice: 'INV-CONDUCT-1-900412',
  lines: [['Certificate of professional conduct, 1 reader', '$75.00']],
  total: '$75.00',
  state: 'payable',
  link: null,
  notice: null,
};
const asked: Asked = {
  draft: 'answer/name-change-1',
  text: [
    'The picture of your passport is too dark to read the name and the day it expires.',
    'Please tell us whether you can send a clearer one, or which other document in your new name you have.',
  ],
  about: ['Photo identification in the new name'],
  due: 'Wednesday, 2 Jun 2027',
};
const accepted: Outcome = {
  at: '21 May 2027, 9:12 a.m. EDT',
  sentence: 'The College has accepted your resignation.',
  reasons: [],
  facts: [['Takes effect', '30 Jun 2027']],
  letter: [
    'This letter confirms that the College of Physicians and Surgeons of Ontario has accepted the resignation of Zoë Nakashuk-Tremblay, CPSO number 900412. The resignation takes effect on 30 Jun 2027.',
    'From that day you may not practise medicine in Ontario, and that includes prescribing. The fee for the current registration year is not refunded. To practise again in Ontario you must apply for a new certificate of registration.',
  ],
  documents: [['confirmation-resign-1', 'Confirmation of resignation']],
};

const base = (code: string, state: RequestState, stateName: string, sentence: string): Filed => ({
  receipt: { code, received: '20 May 2027, 10:14 a.m. EDT', verified: true },
  state,
  stateName,
  sentence,
  expected: null,
  asked: null,
  pending: null,
  requirements: [],
  checkout: null,
  paid: null,
  outcome: null,
  submitted: RESIGNATION,
  happened: [
    {
      at: '20 May 2027, 10:16 a.m. EDT',
      sentence: 'The College looks at your request',
      details: [],
    },
    { at: '20 May 2027, 10:14 a.m. EDT', sentence: 'Submitted, and received by the College', details: [] },
  ],
  messages: [],
  withdraw:
    'You can withdraw your request until midnight before the day it takes effect, even after the College has accepted it.',
});
const inReview = base(
  'R27-7F3K-9QMD',
  'inReview',
  'In review',
  'The College is reviewing your request. You have nothing to do.',
);

const FILED: Record<string, { title: string; filed: Filed }> = {
  'name-change/1': {
    title: 'Change your name',
    filed: {
      ...base(
        'N27-4KQM-7T2D',
        'actionNeeded',
        'Action needed',
        'Answer the College by Wednesday, 2 Jun 2027.',
      ),
      asked,
      expected: 'Friday, 4 Jun 2027',
      requirements: [
        {
          name: 'Photo identification in the new name',
          stateName: 'Not accepted',
          state: 'rejected',
          note: 'Too dark to read the name and the day it expires.',
          due: 'Wednesday, 2 Jun 2027',
        },
        {
          name: 'Name as on your medical degree',
          stateName: 'Received, under review',
          state: 'underReview',
          note: null,
          due: null,
        },
        { name: 'Marriage certificate', stateName: 'Accepted', state: 'met', note: null, due: null },
        {
          name: 'Police check',
          stateName: 'Not received',
          state: 'missing',
          note: null,
          due: 'Friday, 11 Jun 2027',
        },
      ],
      paid: { amount: '$25.00', how: 'Visa ending in 4242, 12 May 2027' },
      submitted: NAME,
      messages: [
        message(
          'm2',
          'Your name change: a clearer picture',
          '18 May 2027, 11:20 a.m. EDT',
          'The picture of your passport is too dark to read. Please send a clearer one.',
          'Membership Services',
        ),
        message(
          'm1',
          'We have your request',
          '12 May 2027, 2:16 p.m. EDT',
          'We will write within 10 business days.',
        ),
      ],
      happened: [
        {
          at: '18 May 2027, 11:20 a.m. EDT',
          sentence: 'The College asks you something',
          details: ['Answer by Wednesday, 2 Jun 2027', 'Photo identification in the new name'],
        },
        ...inReview.happened,
      ],
      withdraw: 'You can withdraw until the College decides. The fee is not refunded.',
    },
  },
  'conduct/1': {
    title: 'Certificate of professional conduct',
    filed: {
      ...base(
        'R27-22PX-8KDA',
        'feeDue',
        'Fee due',
        'Pay the fee of $75.00. The College begins when it is paid.',
      ),
      checkout,
      submitted: [],
      withdraw: 'You can withdraw this request until it is answered.',
    },
  },
  'old-receipt/1': {
    title: 'Older fee receipts',
    filed: {
      ...inReview,
      expected: 'Thursday, 3 Jun 2027',
      submitted: RECEIPTS,
      withdraw: 'You can withdraw this request until it is answered.',
    },
  },
  'resign/2': {
    title: 'Resign your membership',
    filed: {
      ...base('R27-7F3K-9QMD', 'decided', 'Decided', 'It takes effect on 30 Jun 2027.'),
      outcome: accepted,
      messages: [
        message(
          'm3',
          'Your resignation',
          '21 May 2027, 9:12 a.m. EDT',
          'The College has accepted your resignation. The letter with your request confirms the day on which it takes effect. Until midnight before that day you can still withdraw it.',
        ),
      ],
    },
  },
  'old-receipt/2': {
    title: 'Older fee receipts',
    filed: {
      ...base('R26-K2M4-1ZZP', 'closed', 'Closed', 'The College has not found the payments you asked about.'),
      outcome: {
        at: '3 Nov 2026, 1:40 p.m. EST',
        sentence: 'The College has not found the payments you asked about.',
        reasons: [
          'The College’s payment records do not go back that far.',
          'The payment was made by someone else, such as an employer or a hospital. They can ask for the receipt.',
        ],
        facts: [],
        letter: [],
        documents: [],
      },
      submitted: RECEIPTS,
      withdraw: null,
    },
  },
  'conduct/2': {
    title: 'Certificate of professional conduct',
    filed: {
      ...base('R26-9QRS-33AB', 'withdrawn', 'Withdrawn', 'You withdrew this request on 4 Feb 2027.'),
      submitted: [],
      withdraw: null,
    },
  },
  'conduct/3': {
    title: 'Certificate of professional conduct',
    filed: {
      ...base(
        'R26-1WRS-33AB',
        'cancelled',
        'Cancelled',
        'The College ended your request without deciding it: the organization no longer needs the certificate.',
      ),
      submitted: [],
      withdraw: null,
    },
  },
  'resign/3': {
    title: 'Resign your membership',
    filed: {
      ...inReview,
      expected: 'Thursday, 17 Jun 2027',
      pending: 'Your withdrawal is sent when this computer has a connection.',
    },
  },
};

const STAGES: Record<string, { title: string; stage: CaseStage }> = {
  'leave/1': {
    title: 'Reduce your fee for parental leave',
    stage: {
      stage: 'queued',
      at: '20 May 2027, 10:12 a.m. EDT',
      sentence:
        'Queued is not filed. The College has your request once this computer has sent it; it is sent automatically when there is a connection.',
    },
  },
  'leave/2': {
    title: 'Reduce your fee for parental leave',
    stage: {
      stage: 'needsAttention',
      sentence:
        'The College could not accept your request: one answer is missing. Answer it and submit again.',
    },
  },
  'resign/4': {
    title: 'Resign your membership',
    stage: {
      stage: 'notAvailable',
      why: [
        { sentence: 'Only an active or suspended registration can be resigned.', step: null, place: null },
        {
          sentence: 'A fee is overdue.',
          step: 'Pay the overdue fee first.',
          place: { page: 'transactions' },
        },
      ],
    },
  },
};

const line = (
  name: string,
  title: string,
  number: string | null,
  [state, stateName]: [RequestState, string],
  sentence: string,
  isYours: boolean,
): RequestSummary => ({ case: name, title, number, state, stateName, sentence, isYours });

export const requests: RequestSummary[] = [
  line(
    'name-change/1',
    'Change your name',
    'N27-4KQM-7T2D',
    ['actionNeeded', 'Action needed'],
    'Answer the College by Wednesday, 2 Jun 2027.',
    true,
  ),
  line(
    'conduct/1',
    'Certificate of professional conduct',
    'R27-22PX-8KDA',
    ['feeDue', 'Fee due'],
    'Pay the fee of $75.00.',
    true,
  ),
  line(
    'resign/1',
    'Resign your membership',
    null,
    ['draft', 'Draft'],
    '25% of the questions answered.',
    true,
  ),
  line(
    'leave/1',
    'Reduce your fee for parental leave',
    null,
    ['queued', 'Not sent yet'],
    'It is sent when this computer has a connection.',
    false,
  ),
  line(
    'old-receipt/1',
    'Older fee receipts',
    'R27-7F3K-9QMD',
    ['inReview', 'In review'],
    'The College answers by Thursday, 3 Jun 2027.',
    false,
  ),
];
export const earlier: RequestSummary[] = [
  line('resign/2', 'Resign your membership', 'R27-7F3K-9QMD', ['decided', 'Decided'], 'Accepted.', false),
  line('old-receipt/2', 'Older fee receipts', 'R26-K2M4-1ZZP', ['closed', 'Closed'], 'Not found.', false),
  line(
    'conduct/2',
    'Certificate of professional conduct',
    'R26-9QRS-33AB',
    ['withdrawn', 'Withdrawn'],
    'Withdrawn 4 Feb 2027.',
    false,
  ),
];

/** A request that is not the renewal. */
export function other(name: string): Case {
  const filed = FILED[name];
  const known = filed
    ? { title: filed.title, stage: { stage: 'filed', filed: filed.filed } as const }
    : STAGES[name];
  const { title, stage } = known ?? { title: 'Resign your membership', stage: { stage: 'draft' } as const };
  const filling = stage.stage === 'draft' || stage.stage === 'needsAttention';
  return {
    case: name,
    title,
    stage,
    sections: filling ? survey.summaries(name) : [],
    percent: filling ? 25 : 0,
    deadline: null,
    conflicts: 0,
    notice: null,
  };
}

/** Sends an answer or a withdrawal: it waits for a connection. */
export function act(name: string, what: 'answer' | 'withdraw'): Case {
  const known = FILED[name];
  if (!known) throw new CommandFailure({ code: 'other', sentence: 'There is no such request.' });
  const pending =
    what === 'answer'
      ? 'Your answer is sent when this computer has a connection.'
      : 'Your withdrawal is sent when this computer has a connection.';
  FILED[name] = { ...known, filed: { ...known.filed, pending } };
  return other(name);
}
