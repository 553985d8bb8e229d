// The core's answers about the profile, in memory.
import type { ChangeReply, Commands, ProfileEdit, ProfilePage } from '../src/host/bindings';
import { nameOf, PAGES, pageOf } from '../src/profile/sections';
import { t } from '../src/texts';
import {
  offline,
  empty,
  EARLIEST,
  RULE,
  REMINDER,
  lists,
  displayOf,
  fact,
  held,
  change,
  changes,
  state,
  on,
  anyOf,
  lined,
  iso,
  history,
} from './profile-samples';
import { ids, judge, make } from './profile-judging';

function perform(edit: ProfileEdit): ChangeReply {
  const prediction = judge(edit);
  if (prediction.problems.length > 0) return { reply: 'problems', prediction };
  const made = change(
    ids(),
    offline ? 'waiting' : 'sending',
    make(edit),
    offline ? 'Waiting to be sent' : 'Being sent',
  );
  changes.unshift({ page: pageOf(edit), change: made });
  return { reply: 'made', change: made };
}

function forget(id: string): null {
  const at = changes.findIndex((entry) => entry.change.id === id);
  if (at >= 0) changes.splice(at, 1);
  return null;
}

const summaryOf: Record<ProfilePage, () => string> = {
  about: () => 'Dr. Zoë Nakashuk-Tremblay ᓇᑲᓱᒃ, CPSO 900412',
  contact: () => 'zoe@example.org',
  addresses: () => state.primary?.entry.lines.join(', ') ?? 'No address on your record',
  practice: () => (empty ? 'Nothing on your record' : 'Family Medicine and 1 more; 1 hospital'),
  registration: () => 'Independent Practice, valid until 31 May 2027',
  corporations: () => (empty ? 'None' : 'Nakashuk Medicine Professional Corporation'),
  transactions: () => (empty ? 'Nothing outstanding' : '$1,725.00 outstanding'),
  messages: () => (empty ? 'None' : '1 message'),
  history: () => (empty ? 'Nothing yet' : 'Last change 20 May 2027'),
};

export const replies: Pick<
  { [C in keyof Commands]: (request: Commands[C]['request']) => Commands[C]['reply'] },
  | 'profile'
  | 'profile_lists'
  | 'about'
  | 'contact'
  | 'addresses'
  | 'practice'
  | 'registration'
  | 'corporations'
  | 'transactions'
  | 'messages'
  | 'history'
  | 'profile_on'
  | 'predict'
  | 'change'
  | 'withdraw_change'
  | 'dismiss_change'
> = {
  profile: () => ({
    sections: PAGES.map(({ page }) => ({
      page,
      title: t(nameOf(page)),
      summary: summaryOf[page](),
      waiting: on(page).filter(({ state: now }) => now === 'waiting').length,
      attention: on(page).filter(({ state: now }) => now === 'needsAttention').length,
    })),
    reminder: REMINDER,
    changes: changes.map((entry) => entry.change),
  }),
  profile_lists: () => lists,
  about: () => ({
    gender: state.gender,
    languages: state.languages,
    minc: state.minc,
    changes: on('about'),
    groups: [
      {
        title: 'Who you are',
        facts: [
          fact('legal-name', 'Legal name', 'Zoë Nakashuk-Tremblay ᓇᑲᓱᒃ', 'public', {
            note: 'It is changed by a name-change request to the College.',
          }),
          fact('former-names', 'Former names', empty ? '' : ['Zoë Tremblay, until 12 Aug 2019'], 'public'),
          fact('cpso-number', 'CPSO number', '900412', 'public'),
          fact('minc', 'MINC', state.minc, 'private', {
            warning: empty ? null : 'The last digit does not fit the others. Look at it again.',
          }),
        ],
      },
      {
        title: 'Your registration',
        facts: [
          fact('class', 'Class', 'Independent Practice', 'public'),
          fact('status', 'Status', 'Active, since 2 Jul 2015', 'public'),
          fact('standing', 'Standing', 'In good standing', 'private'),
        ],
      },
      {
        title: 'What you say of yourself',
        facts: [
          fact('gender', 'Gender identity', displayOf(lists.genders, state.gender), 'public'),
          fact('languages', 'Languages of care', lined(lists.languages, state.languages), 'public'),
        ],
      },
    ],
    register: [
      {
        title: 'General',
        facts: [
          fact('legal-name', 'Name', 'Nakashuk-Tremblay ᓇᑲᓱᒃ, Zoë', 'public'),
          fact('former-names', 'Former name', 'Tremblay, Zoë', 'public'),
          fact(
            'languages',
            'Languages spoken',
            lined(lists.languages, state.languages).toUpperCase(),
            'public',
          ),
        ],
      },
      {
        title: 'Practice',
        facts: [
          fact('primary', 'Primary business location', state.primary?.entry.lines ?? [], 'public'),
          fact('email', 'Business e-mail', state.business.address, 'public'),
        ],
      },
    ],
  }),
  contact: () => ({
    college: {
      fact: fact('college-email', 'College e-mail', 'zoe@example.org', 'private'),
      address: 'zoe@example.org',
      public: false,
    },
    unconfirmed:
      state.unconfirmed === null
        ? null
        : {
            sentence: `Open the link in the message that the College sent to ${state.unconfirmed}, and enter your password on the page. Until then the College writes to zoe@example.org.`,
            address: state.unconfirmed,
            request: 'q1',
          },
    business: {
      fact: fact(
        'business-email',
        'Business e-mail',
        state.business.address,
        state.business.public ? 'public' : 'private',
        { change: anyOf('contact', 'email') },
      ),
      ...state.business,
    },
    phones: (['business', 'mobile'] as const).map((which) => ({
      kind: which,
      number: state.phones[which] ?? '',
      extension: state.extensions[which] ?? '',
      fact: fact(
        `${which}-phone`,
        which === 'business' ? 'Business telephone' : 'Mobile telephone',
        [state.phones[which], state.extensions[which]].filter(Boolean).join(' ext. '),
        which === 'business' ? 'public' : 'private',
        { change: which === 'business' ? anyOf('contact', 'phone') : null },
      ),
    })),
    preferred: {
      language: state.language,
      dialogue: state.dialogue,
      reminders: state.reminders,
      facts: [
        fact('language', 'Language', displayOf(lists.correspondence, state.language), 'private'),
        fact(
          'dialogue',
          'Dialogue, the College’s magazine',
          displayOf(lists.dialogue, state.dialogue),
          'private',
        ),
        fact('reminders', 'Reminders by e-mail', state.reminders ? 'Yes' : 'No', 'private'),
      ],
    },
    reminder: REMINDER,
    changes: on('contact'),
  }),
  addresses: () => ({
    primary: state.primary,
    mailing: state.mailing,
    additional: state.additional,
    scheduled: state.scheduled,
    historical: state.historical,
    rule: RULE,
    earliest: EARLIEST,
    reminder: REMINDER,
    changes: on('addresses'),
  }),
  practice: () => ({
    activities: state.activities,
    privileges: state.privileges,
    registrations: state.registrations,
    specialties: empty
      ? []
      : [
          held('s1', 'Family Medicine', 'Since 14 Jun 2014', {
            canRemove: false,
            source: 'College of Family Physicians of Canada',
          }),
        ],
    liability: fact(
      'liability',
      'Protection',
      [
        displayOf(lists.protections, state.protection),
        state.protectionNumber && `Number ${state.protectionNumber}`,
      ].filter(Boolean),
      'private',
    ),
    protection: state.protection,
    protectionNumber: state.protectionNumber,
    cpd: fact(
      'cpd',
      'Programme',
      [
        displayOf(lists.cpdOrganizations, state.cpd),
        state.cpdNumber && `Number ${state.cpdNumber}`,
        state.cpdCycle && `Cycle ends ${iso(state.cpdCycle)}`,
      ].filter(Boolean),
      'private',
    ),
    cpdOrganization: state.cpd,
    cpdNumber: state.cpdNumber,
    cpdCycleEnd: state.cpdCycle,
    changes: on('practice'),
  }),
  registration: () => ({
    facts: [
      fact('class', 'Class', 'Independent Practice', 'public'),
      fact('status', 'Status', 'Active, since 2 Jul 2015', 'public'),
      fact('expiry', 'Valid until', '31 May 2027', 'public'),
      fact('first', 'First registered', '1 Jul 2012', 'public'),
    ],
    terms: empty
      ? []
      : [
          'Dr. Nakashuk-Tremblay may practise only in the areas of medicine in which Dr. Nakashuk-Tremblay is educated and experienced.',
        ],
    classes: [
      held('k2', 'Independent Practice', 'Since 2 Jul 2015', { canRemove: false }),
      held('k1', 'Postgraduate Education', 'From 1 Jul 2012 until 2 Jul 2015', {
        canRemove: false,
        state: 'historical',
      }),
    ],
    history: history.filter(({ page }) => page === 'registration'),
  }),
  corporations: () => ({
    corporations: empty
      ? []
      : [
          held('o1', 'Nakashuk Medicine Professional Corporation', 'Since 4 Mar 2018', {
            canRemove: false,
            lines: ['Certificate of authorization 900877', 'Active, valid until 4 Mar 2028'],
          }),
        ],
  }),
  transactions: () => ({
    outstanding: empty
      ? []
      : [
          {
            number: 'INV-2027-000412',
            title: 'Annual renewal 2027',
            lines: [
              fact('fee', 'Annual fee, registration year 1 Jun 2027 to 31 May 2028', '$1,725.00', 'private'),
            ],
            total: '$1,725.00',
            state: 'due',
            when: 'Due Tuesday, 1 Jun 2027, 5:00 p.m. EDT',
            case: 'renewal/2027',
          },
        ],
    paid: empty
      ? []
      : [
          {
            number: 'INV-2026-000398',
            title: 'Annual renewal 2026',
            lines: [
              fact('fee', 'Annual fee, registration year 1 Jun 2026 to 31 May 2027', '$1,725.00', 'private'),
              fact('late', 'Late penalty (25 % of the annual fee)', '$431.25', 'private'),
            ],
            total: '$2,156.25',
            state: 'paid',
            when: 'Paid 14 Jun 2026, Visa ending in 4242',
            case: 'renewal/2026',
          },
        ],
  }),
  messages: () => ({
    messages: empty
      ? []
      : [
          {
            id: 'g1',
            from: 'You to the College',
            at: '4 May 2027, 2:11 p.m. EDT',
            subject: 'Please remove an additional location',
            text: [
              'Please remove this additional location from my record:',
              'Bridgepoint Active Healthcare\n1 Bridgepoint Drive\nToronto ON  M4M 2B5',
            ],
            change: null,
          },
        ],
  }),
  history: () => ({ changes: changes.map((entry) => entry.change), entries: history }),
  profile_on: ({ day }) => {
    if (Number.isNaN(Date.parse(day)))
      return {
        title: null,
        groups: [],
        problem: 'There is no such day. Enter year, month and day, for example 2027-05-03.',
      };
    return {
      title: `As it was at the end of ${iso(day)}`,
      problem: null,
      groups: [
        {
          title: 'Addresses',
          facts: [fact('primary', 'Primary business address', state.primary?.entry.lines ?? [], 'public')],
        },
        { title: 'Contact', facts: [fact('college-email', 'College e-mail', 'zoe@example.org', 'private')] },
      ],
    };
  },
  predict: judge,
  change: perform,
  withdraw_change: ({ id }) => forget(id),
  dismiss_change: ({ id }) => forget(id),
};
