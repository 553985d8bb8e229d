// Items, sections and pages to test with: each builder gives a plain one, and the test names what matters to it.
import type {
  Answered,
  Case,
  DocumentGroup,
  Documents,
  DocumentSummary,
  Filed,
  Home,
  Item,
  ItemProblem,
  Section,
  Session,
  Status,
} from '../src/host/bindings';

export function item(path: string, part: Partial<Item> = {}): Item {
  return {
    path,
    prefix: null,
    text: `Question ${path}`,
    help: null,
    control: 'text',
    options: [],
    open: false,
    value: [],
    required: true,
    repeats: false,
    entryFormat: null,
    unit: null,
    maxLength: null,
    problems: [],
    conflict: null,
    lastYear: null,
    items: [],
    add: null,
    removable: false,
    ...part,
  };
}

export function problem(path: string, part: Partial<ItemProblem> = {}): ItemProblem {
  return {
    path,
    section: 'G',
    label: `Question ${path}`,
    sentence: `Mend ${path}`,
    missing: false,
    warning: false,
    ...part,
  };
}

export const yesNo = [
  { key: 'yes', text: 'Yes', exclusive: false },
  { key: 'no', text: 'No', exclusive: false },
];

export function section(items: Item[], part: Partial<Section> = {}): Section {
  const problemsOf = (list: Item[]): ItemProblem[] =>
    list.flatMap((one) => [...one.problems.filter(({ warning }) => !warning), ...problemsOf(one.items)]);
  return {
    draft: 'renewal/2027',
    linkId: 'G',
    prefix: 'G',
    title: 'Professional liability',
    help: null,
    state: 'inProgress',
    items,
    problems: problemsOf(items),
    previous: null,
    next: 'H',
    sections: [
      {
        linkId: 'G',
        prefix: 'G',
        title: 'Professional liability',
        state: 'inProgress',
        answered: 0,
        asked: items.length,
        applies: true,
      },
    ],
    ...part,
  };
}

export function answered(now: Section, added: string | null = null): Answered {
  return { savedAt: '14:02', section: now, added };
}

export const signedIn: Extract<Session, { state: 'signedIn' }> = {
  state: 'signedIn',
  registrant: { name: 'Dr. Zoë Nakashuk', cpsoNumber: '900412', class: 'Independent Practice' },
  tour: false,
};

export const status: Status = {
  sync: 'upToDate',
  sentence: 'Saved on this computer 14:02 · At the College 14:03',
  waiting: 0,
  clock: null,
};

export function home(part: Partial<Home> = {}): Home {
  return {
    draft: 'renewal/2027',
    year: 2027,
    registrationYear: '1 Jun 2027 to 31 May 2028',
    survey: { state: 'draft', percent: 62, nextSection: 'F. Health', nextLinkId: 'F' },
    fee: { state: 'notDue', amount: '$1,725.00' },
    complete: false,
    deadline: 'Tuesday, 1 Jun 2027, 5:00 p.m. EDT',
    timeLeft: '11 days 6 hours',
    opens: null,
    queued: null,
    waiting: 0,
    next: 'continue',
    sentence: 'Your renewal survey is 62% done and has not been submitted.',
    due: 'The survey and the fee are due Tuesday 1 Jun 2027, 5:00 p.m. EDT, in 11 days 6 hours.',
    line: [],
    lineInWords: '',
    requests: [],
    card: { document: null, sentence: 'You have no registration card at the moment.', note: null },
    ...part,
  };
}

export function renewal(part: Partial<Case> = {}): Case {
  return {
    case: 'renewal/2027',
    title: 'Annual renewal 2027',
    stage: { stage: 'draft' },
    sections: section([]).sections,
    percent: 0,
    deadline: { at: 'Tuesday, 1 Jun 2027, 5:00 p.m. EDT', left: '11 days 6 hours' },
    conflicts: 0,
    notice: null,
    ...part,
  };
}

/** A request that the College has. */
export function filed(part: Partial<Filed> = {}): Filed {
  return {
    receipt: { code: 'R27-7F3K-9QMD', received: '20 May 2027, 10:14 a.m. EDT', verified: true },
    state: 'inReview',
    stateName: 'In review',
    sentence: 'The College is reviewing your request. You have nothing to do.',
    expected: null,
    asked: null,
    pending: null,
    requirements: [],
    checkout: null,
    paid: null,
    outcome: null,
    submitted: [],
    happened: [],
    messages: [],
    withdraw: null,
    ...part,
  };
}

/** A resignation that the College has. */
export function resignation(part: Partial<Filed> = {}): Case {
  return {
    ...renewal({ deadline: null, sections: [] }),
    case: 'resign/1',
    title: 'Resign your membership',
    stage: { stage: 'filed', filed: filed(part) },
  };
}

export function documentSummary(key: string, part: Partial<DocumentSummary> = {}): DocumentSummary {
  return {
    key,
    title: `Document ${key}`,
    detail: 'Valid until 31 May 2028',
    note: null,
    forms: ['letter', 'a4'],
    own: true,
    mailable: true,
    sent: null,
    receipt: null,
    ...part,
  };
}

export function documents(groups: DocumentGroup[], part: Partial<Documents> = {}): Documents {
  return { groups, email: 'zoe@example.org', sendings: [], ...part };
}
