// A profile in memory with something in every state: in force, scheduled, asked to be removed, waiting, refused, historical.
// It reads edits just well enough to show what a form does. `?profile=empty` has next to nothing, `?profile=many` long names
// and ten locations.
import activities from '../../assets/lists/specialties.json';
import hospitals from '../../assets/lists/hospitals.json';
import languages from '../../assets/lists/languages.json';
import provinces from '../../assets/lists/provinces.json';
import type {
  AddressEntry,
  AddressFields,
  Change,
  ChangeReply,
  ChangeState,
  Commands,
  Coded,
  Fact,
  FieldProblem,
  HistoryEntry,
  Prediction,
  ProfileEdit,
  ProfileEntry,
  ProfileLists,
  ProfilePage,
  Visibility,
} from '../src/host/bindings';
import { nameOf, PAGES, pageOf } from '../src/profile/sections';
import { t } from '../src/texts';

const kind = new URLSearchParams(location.search).get('profile') ?? '';
const offline = new URLSearchParams(location.search).has('offline');
const empty = kind === 'empty';
const many = kind === 'many';

const EARLIEST = '2027-05-21';
const RULE =
  '“Effective from” must be after today, Eastern time. The earliest day is 21 May 2027; a change can be planned up to 365 days ahead.';
const REMINDER = 'Tell the College of a change of address, telephone or e-mail within 30 days.';

export const lists: ProfileLists = {
  genders: coded(
    ['man', 'Man'],
    ['woman', 'Woman'],
    ['non-binary', 'Non-binary'],
    ['two-spirit', 'Two-spirit'],
    ['undisclosed', 'Prefer not to say'],
  ),
  languages: languages.concepts,
  correspondence: coded(['en', 'English'], ['fr', 'French']),
  dialogue: coded(
    ['email', 'By e-mail'],
    ['print', 'On paper, to my mailing address'],
    ['none', 'Not at all'],
  ),
  provinces: provinces.concepts,
  countries: coded(
    ['CA', 'Canada'],
    ['AU', 'Australia'],
    ['FR', 'France'],
    ['IN', 'India'],
    ['IE', 'Ireland'],
    ['PK', 'Pakistan'],
    ['ZA', 'South Africa'],
    ['GB', 'United Kingdom'],
    ['US', 'United States'],
  ),
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
    (display, index) => ({ code: String(index + 1), display }),
  ),
  activities: activities.concepts,
  hospitals: hospitals.concepts,
  privilegeKinds: coded(
    ['active', 'Active staff'],
    ['associate', 'Associate staff'],
    ['courtesy', 'Courtesy staff'],
    ['locum', 'Locum tenens'],
  ),
  regulators: coded(
    ['cpsbc', 'College of Physicians and Surgeons of British Columbia'],
    ['cmq', 'Collège des médecins du Québec'],
    ['gmc', 'General Medical Council'],
  ),
  jurisdictions: [...provinces.concepts, ...coded(['GB', 'United Kingdom'], ['US', 'United States'])],
  protections: coded(
    ['cmpa', 'Canadian Medical Protective Association (CMPA)'],
    ['insurer', 'Another insurer'],
    ['employer', 'My employer or a government'],
    ['none', 'None; I provide no medical service in Ontario'],
  ),
  cpdOrganizations: coded(
    ['rcpsc', 'Royal College of Physicians and Surgeons of Canada'],
    ['cfpc', 'College of Family Physicians of Canada'],
    ['mdpac', 'Medical Psychotherapy Association Canada'],
  ),
};

function coded(...pairs: [string, string][]): Coded[] {
  return pairs.map(([code, display]) => ({ code, display }));
}

function displayOf(list: Coded[], code: string | null): string {
  return list.find((entry) => entry.code === code)?.display ?? code ?? '';
}

function fact(
  key: string,
  label: string,
  lines: string | string[],
  visibility: Visibility,
  part: Partial<Fact> = {},
): Fact {
  return {
    key,
    label,
    lines: typeof lines === 'string' ? (lines === '' ? [] : [lines]) : lines,
    visibility,
    note: null,
    warning: null,
    change: null,
    ...part,
  };
}

function held(id: string, title: string, when: string, part: Partial<ProfileEntry> = {}): ProfileEntry {
  return {
    id,
    title,
    lines: [],
    visibility: 'public',
    state: 'current',
    when,
    source: null,
    canWithdraw: false,
    canRemove: true,
    change: null,
    ...part,
  };
}

function blank(part: Partial<AddressFields>): AddressFields {
  return {
    kind: 'primary',
    organization: '',
    street: '',
    unit: '',
    city: 'Toronto',
    province: 'CA-ON',
    postalCode: 'M5G 1N8',
    country: 'CA',
    phone: '',
    extension: '',
    hours: [],
    ...part,
  };
}

const TITLES = {
  primary: 'Primary business address',
  mailing: 'Mailing address',
  additional: 'Additional location',
};

function address(
  id: string,
  fields: AddressFields,
  when: string,
  part: Partial<ProfileEntry> = {},
): AddressEntry {
  const province = fields.province.replace('CA-', '');
  const lines = [
    fields.organization,
    [fields.street, fields.unit].filter(Boolean).join(', '),
    `${fields.city} ${province}  ${fields.postalCode}`,
  ].filter(Boolean);
  return {
    entry: held(id, TITLES[fields.kind], when, {
      lines: fields.country === 'CA' ? lines : [...lines, displayOf(lists.countries, fields.country)],
      visibility: fields.kind === 'mailing' ? 'private' : 'public',
      canRemove: fields.kind === 'additional',
      ...part,
    }),
    fields,
    phone: fields.phone && (fields.extension ? `${fields.phone} ext. ${fields.extension}` : fields.phone),
    hours:
      fields.hours.length === 0
        ? []
        : fields.hours.map(
            ({ day, from, to }) => `${displayOf(lists.weekdays, String(day))}, ${from} to ${to}`,
          ),
  };
}

function change(
  id: string,
  state: ChangeState,
  title: string,
  sentence: string,
  again: ProfileEdit | null = null,
): Change {
  return {
    id,
    title,
    madeAt: '20 May 2027, 10:02 a.m. EDT',
    state,
    sentence,
    canWithdraw: state === 'waiting',
    canDismiss: state === 'needsAttention',
    again,
  };
}

const clinic = blank({
  organization: 'Riverside Family Health Team',
  street: '80 College Street',
  unit: 'Suite 204',
  phone: '(416) 967-2600',
  extension: '12',
  hours: [1, 2, 3, 4].map((day) => ({ day, from: '9:00', to: '17:00' })),
});
const east = blank({
  kind: 'additional',
  organization: 'East York Walk-in Clinic',
  street: '1045 Pape Avenue',
  postalCode: 'M4K 3W1',
  phone: '(416) 555-0139',
});
const long = blank({
  kind: 'additional',
  city: 'Moose Factory',
  postalCode: 'P0L 1W0',
  organization:
    'Weeneebayko Area Health Authority, Regional Centre for Community Health, Ambulatory Care and Telemedicine, Northern Outreach Programme',
  street: '19 Hospital Drive, P.O. Box 664, at the corner of Mookijuneibeg Drive',
});
const next = blank({
  organization: 'Women’s College Hospital',
  street: '76 Grenville Street',
  postalCode: 'M5S 1B2',
  phone: '(416) 323-6400',
});

const REFUSED: ProfileEdit = { edit: 'phone', kind: 'business', number: '(416) 555-0100', extension: '7' };
const changes: { page: ProfilePage; change: Change }[] = empty
  ? []
  : [
      {
        page: 'addresses',
        change: change(
          'c-primary',
          'atCollege',
          'Primary business address from 3 Jun 2027',
          'At the College since 10:03 a.m. EDT',
        ),
      },
      {
        page: 'practice',
        change: change('c-activity', 'waiting', 'Clinical activity: Travel medicine', 'Waiting to be sent'),
      },
      {
        page: 'contact',
        change: change(
          'c-phone',
          'needsAttention',
          'Business telephone',
          'This telephone was changed on Clinic desktop in the meantime. The College has (416) 555-0177; you entered (416) 555-0100 ext. 7. Send yours again, or put it away.',
          REFUSED,
        ),
      },
    ];

const state = {
  gender: empty ? null : 'two-spirit',
  languages: empty ? ['en'] : ['en', 'fr', 'iu'],
  minc: empty ? '' : 'CAMD-9041-2206',
  business: { address: empty ? '' : 'reception@riverside-fht.example', public: true },
  unconfirmed: empty ? null : 'zoe.nt@example.org',
  phones: { business: empty ? '' : '(416) 555-0177', mobile: '' } as Record<string, string>,
  extensions: {} as Record<string, string>,
  language: 'en',
  dialogue: 'email',
  reminders: true,
  primary: empty ? null : address('a1', clinic, 'Since 2 Jul 2015'),
  mailing: empty
    ? null
    : address(
        'a2',
        blank({ kind: 'mailing', street: '14 Withrow Avenue', postalCode: 'M4K 1C7' }),
        'Since 1 Sep 2019',
      ),
  additional: empty
    ? []
    : [
        address('a3', east, 'Since 4 Jan 2021'),
        address(
          'a4',
          blank({
            kind: 'additional',
            organization: 'Bridgepoint Active Healthcare',
            street: '1 Bridgepoint Drive',
            postalCode: 'M4M 2B5',
          }),
          'Since 1 Mar 2018',
          { state: 'removalAsked', canRemove: false },
        ),
        ...(many
          ? Array.from({ length: 8 }, (_, index) =>
              address(
                `m${index}`,
                { ...long, organization: `${index + 1}. ${long.organization}` },
                'Since 1 Mar 2018',
              ),
            )
          : []),
      ],
  scheduled: empty
    ? []
    : [
        address('a5', next, 'From 3 Jun 2027', {
          state: 'scheduled',
          canWithdraw: true,
          canRemove: false,
          change: changes[0]?.change ?? null,
        }),
      ],
  historical: empty
    ? []
    : [
        address(
          'h1',
          blank({ organization: 'St. Michael’s Hospital', street: '30 Bond Street', postalCode: 'M5B 1W8' }),
          'From 1 Jul 2012 until 2 Jul 2015',
          { state: 'historical', canRemove: false },
        ),
        address(
          'h2',
          blank({
            kind: 'mailing',
            street: '5 Rue Saint-Jean',
            city: 'Sherbrooke',
            province: 'CA-QC',
            postalCode: 'J1H 4A1',
          }),
          'From 1 Jul 2012 until 1 Sep 2019',
          { state: 'historical', canRemove: false },
        ),
        address(
          'h3',
          blank({ kind: 'additional', street: '200 Elizabeth Street' }),
          'Was to take effect 1 Feb 2024',
          { state: 'withdrawn', canRemove: false },
        ),
      ],
  activities: empty
    ? []
    : [
        held('p1', 'Family Medicine', 'Since 2 Jul 2015'),
        held('p2', 'Travel medicine', 'From 20 May 2027', {
          lines: ['In your own words'],
          change: changes[1]?.change ?? null,
        }),
        held('p3', 'Emergency Medicine', 'From 1 Jul 2012 until 2 Jul 2015', {
          state: 'historical',
          canRemove: false,
        }),
      ],
  privileges: empty
    ? []
    : [
        held('v1', 'Michael Garron Hospital, Toronto', 'Since 1 Jan 2020', { lines: ['Active staff'] }),
        held('v2', 'St. Joseph’s Health Centre, Toronto', 'From 1 Jul 2012 until 30 Jun 2015', {
          lines: ['Associate staff'],
          state: 'historical',
          canRemove: false,
        }),
      ],
  registrations: empty
    ? []
    : [
        held('r1', 'Collège des médecins du Québec', 'Since 1 Jul 2012', {
          lines: ['Quebec', 'Number 12 345'],
        }),
      ],
  protection: 'cmpa',
  protectionNumber: empty ? '' : '1234567',
  cpd: 'cfpc',
  cpdNumber: empty ? '' : '654321',
  cpdCycle: empty ? '' : '2028-12-31',
};

const on = (page: ProfilePage): Change[] =>
  changes.filter((entry) => entry.page === page).map((entry) => entry.change);
const anyOf = (page: ProfilePage, key: string): Change | null =>
  changes.find((entry) => entry.page === page && entry.change.id.endsWith(key))?.change ?? null;
const lined = (list: Coded[], codes: string[]): string =>
  codes.map((code) => displayOf(list, code)).join(', ');
const iso = (day: string): string => {
  const date = new Date(`${day}T12:00:00`);
  return `${date.getDate()} ${date.toLocaleString('en', { month: 'short' })} ${date.getFullYear()}`;
};

const history: HistoryEntry[] = empty
  ? []
  : [
      {
        version: 214,
        page: 'addresses',
        title: 'Primary business address changed',
        lines: ['Women’s College Hospital', '76 Grenville Street', 'Toronto ON  M5S 1B2'],
        effective: 'Takes effect 3 Jun 2027',
        at: '20 May 2027, 10:03 a.m. EDT',
        who: 'You, on Zoë’s laptop (this computer)',
      },
      {
        version: 213,
        page: 'contact',
        title: 'Business telephone changed',
        lines: ['(416) 555-0177'],
        effective: null,
        at: '20 May 2027, 9:41 a.m. EDT',
        who: 'You, on Clinic desktop',
      },
      {
        version: 198,
        page: 'transactions',
        title: 'Annual fee 2026 paid',
        lines: ['$1,725.00'],
        effective: null,
        at: '14 May 2026, 4:20 p.m. EDT',
        who: 'The payment service',
      },
      {
        version: 120,
        page: 'practice',
        title: 'Hospital privilege added',
        lines: ['Michael Garron Hospital, Toronto', 'Active staff'],
        effective: 'Takes effect 1 Jan 2020',
        at: '12 Dec 2019, 1:08 p.m. EST',
        who: 'You, on Zoë’s laptop (this computer)',
      },
      {
        version: 12,
        page: 'registration',
        title: 'Transfer of class to Independent Practice',
        lines: [],
        effective: 'Takes effect 2 Jul 2015',
        at: '30 Jun 2015, 3:00 p.m. EDT',
        who: 'The College',
      },
    ];

function problem(field: string | null, sentence: string): FieldProblem {
  return { field, sentence };
}

function dayProblem(field: string, day: string): FieldProblem[] {
  if (day.trim() === '') return [problem(field, 'Enter the first day, for example 2027-06-03.')];
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day.trim()) || Number.isNaN(Date.parse(day)))
    return [problem(field, 'There is no such day. Enter year, month and day, for example 2027-06-03.')];
  return day < EARLIEST ? [problem(field, 'It must be after today. The earliest day is 21 May 2027.')] : [];
}

const required = (...pairs: [string, string, string][]): FieldProblem[] =>
  pairs.flatMap(([field, value, sentence]) => (value.trim() === '' ? [problem(field, sentence)] : []));

function judge(edit: ProfileEdit): Prediction {
  return { ...judged(edit), seen: 214 };
}

function judged(edit: ProfileEdit): Omit<Prediction, 'seen'> {
  switch (edit.edit) {
    case 'describe':
      return {
        problems: edit.languages.length === 0 ? [problem('languages', 'Choose at least one language.')] : [],
        warnings: [],
        result: [`The register shows: ${lined(lists.languages, edit.languages)}.`],
      };
    case 'minc':
      return {
        problems: /^CAMD-?\d{4}-?\d{4}$/i.test(edit.minc.trim())
          ? []
          : [problem('minc', 'Enter CAMD and eight digits, for example CAMD-1234-5678.')],
        warnings: edit.minc.endsWith('8')
          ? [
              problem(
                'minc',
                'The last digit does not fit the others. Look at it again; you can still save it.',
              ),
            ]
          : [],
        result: [`Your MINC is ${edit.minc}. The public register does not show it.`],
      };
    case 'collegeEmail':
    case 'businessEmail': {
      const wrong = edit.address !== '' && !/^\S+@\S+\.\S+$/.test(edit.address);
      const missing = edit.edit === 'collegeEmail' && edit.address === '';
      return {
        problems: wrong || missing ? [problem('address', 'Enter an address such as name@example.org.')] : [],
        warnings: [],
        result:
          edit.edit === 'collegeEmail'
            ? [
                `The College sends a message to ${edit.address}. It becomes your College e-mail when you open the link in it.`,
              ]
            : [
                edit.address === ''
                  ? 'You have no business e-mail.'
                  : `Your business e-mail is ${edit.address}; the register ${edit.public ? 'shows it' : 'does not show it'}.`,
              ],
      };
    }
    case 'phone':
      return {
        problems: /^[\d\s()+.-]*$/.test(edit.number)
          ? []
          : [problem('number', 'Enter a telephone number, for example (416) 967-2600.')],
        warnings: [],
        result: [
          edit.number === ''
            ? 'You have no such telephone.'
            : `Your telephone is ${edit.number}${edit.extension && ` ext. ${edit.extension}`}.`,
        ],
      };
    case 'preferences':
      return {
        problems: [],
        warnings: [],
        result: [`The College writes to you in ${displayOf(lists.correspondence, edit.language)}.`],
      };
    case 'address': {
      const { fields } = edit;
      const wrong = required(
        ['street', fields.street, 'Enter the number and street.'],
        ['city', fields.city, 'Enter the city or town.'],
      );
      if (fields.country === 'CA') {
        if (fields.province === '') wrong.push(problem('province', 'Choose the province or territory.'));
        if (
          !/^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d$/i.test(fields.postalCode.trim())
        )
          wrong.push(problem('postalCode', 'Enter a Canadian postal code, for example M5G 2E2.'));
      }
      fields.hours.forEach((row, index) => {
        for (const part of ['from', 'to'] as const)
          if (!/^\d{1,2}:\d{2}$/.test(row[part]))
            wrong.push(problem(`hours.${index}.${part}`, 'Enter a time such as 9:00.'));
      });
      wrong.push(...dayProblem('effective', edit.effective));
      const day = wrong.length === 0 ? iso(edit.effective) : '';
      const where = [fields.organization, fields.street, fields.city].filter(Boolean).join(', ');
      const before =
        fields.kind === 'primary' ? state.primary : fields.kind === 'mailing' ? state.mailing : null;
      return {
        problems: wrong,
        warnings: [],
        result: [
          `From ${day} your ${TITLES[fields.kind].toLowerCase()} is ${where}.`,
          ...(before ? [`${before.entry.lines[0]} becomes historical on that day.`] : []),
        ],
      };
    }
    case 'notInPractice': {
      const wrong = dayProblem('effective', edit.effective);
      return {
        problems: wrong,
        warnings: [],
        result:
          wrong.length > 0
            ? []
            : [`From ${iso(edit.effective)} your record says that you are not in practice.`],
      };
    }
    case 'removeLocation':
      return {
        problems: [],
        warnings: [],
        result: ['The message says: “Please remove my additional location.” and names the address.'],
      };
    case 'activity':
      return {
        problems: required([
          edit.code === null ? 'name' : 'code',
          edit.code ?? edit.name,
          'Choose an activity, or describe it.',
        ]),
        warnings: [],
        result: [`${edit.code ? displayOf(lists.activities, edit.code) : edit.name} is added today.`],
      };
    case 'privilege':
      return {
        problems: [
          ...required(
            ['hospital', edit.hospital, 'Choose the hospital.'],
            ['kind', edit.kind, 'Choose the kind of privilege.'],
            ['from', edit.from, 'Enter the first day.'],
          ),
        ],
        warnings: [],
        result: [
          `${displayOf(lists.hospitals, edit.hospital)}, ${displayOf(lists.privilegeKinds, edit.kind)}, is added.`,
        ],
      };
    case 'otherRegistration':
      return {
        problems: required(
          ['regulator', edit.regulator, 'Name the regulator.'],
          ['jurisdiction', edit.jurisdiction, 'Choose where.'],
          ['number', edit.number, 'Enter your number there.'],
          ['from', edit.from, 'Enter the first day.'],
        ),
        warnings: [],
        result: [`${edit.regulator} is added.`],
      };
    case 'liability':
      return {
        problems: [],
        warnings: [],
        result: [`Your protection is ${displayOf(lists.protections, edit.protection)}.`],
      };
    case 'cpd':
      return {
        problems: required(['memberNumber', edit.memberNumber, 'Enter your number there.']),
        warnings: [],
        result: [`Your programme is that of the ${displayOf(lists.cpdOrganizations, edit.organization)}.`],
      };
    default:
      return { problems: [], warnings: [], result: ['It becomes historical today.'] };
  }
}

const ids = (): string => `n${Math.random().toString(36).slice(2, 8)}`;

function make(edit: ProfileEdit): string {
  switch (edit.edit) {
    case 'describe':
      state.gender = edit.gender;
      state.languages = edit.languages;
      return 'Gender identity and languages of care';
    case 'minc':
      state.minc = edit.minc;
      return 'MINC';
    case 'businessEmail':
      state.business = { address: edit.address, public: edit.public };
      return 'Business e-mail';
    case 'collegeEmail':
      state.unconfirmed = edit.address;
      return 'New College e-mail';
    case 'withdrawCollegeEmail':
      state.unconfirmed = null;
      return 'New College e-mail taken back';
    case 'phone':
      state.phones[edit.kind] = edit.number;
      state.extensions[edit.kind] = edit.extension;
      return edit.kind === 'business' ? 'Business telephone' : 'Mobile telephone';
    case 'preferences':
      Object.assign(state, edit);
      return 'Communication preferences';
    case 'address':
      state.scheduled = [
        address(ids(), edit.fields, `From ${iso(edit.effective)}`, {
          state: 'scheduled',
          canWithdraw: true,
          canRemove: false,
        }),
        ...state.scheduled,
      ];
      return `${TITLES[edit.fields.kind]} from ${iso(edit.effective)}`;
    case 'notInPractice':
      return `Not in practice from ${iso(edit.effective)}`;
    case 'withdrawAddress': {
      const found = state.scheduled.find(({ entry }) => entry.id === edit.id);
      state.scheduled = state.scheduled.filter((one) => one !== found);
      if (found)
        state.historical = [
          { ...found, entry: { ...found.entry, state: 'withdrawn', canWithdraw: false } },
          ...state.historical,
        ];
      return 'Scheduled address withdrawn';
    }
    case 'removeLocation':
      state.additional = state.additional.map((one) =>
        one.entry.id === edit.id
          ? { ...one, entry: { ...one.entry, state: 'removalAsked', canRemove: false } }
          : one,
      );
      return 'Removal of a location';
    case 'activity':
      state.activities = [
        held(ids(), edit.code ? displayOf(lists.activities, edit.code) : edit.name, 'From 20 May 2027'),
        ...state.activities,
      ];
      return `Clinical activity: ${edit.code ? displayOf(lists.activities, edit.code) : edit.name}`;
    case 'privilege':
      state.privileges = [
        held(ids(), displayOf(lists.hospitals, edit.hospital), `From ${edit.from}`, {
          lines: [displayOf(lists.privilegeKinds, edit.kind)],
        }),
        ...state.privileges,
      ];
      return 'Hospital privilege';
    case 'otherRegistration':
      state.registrations = [
        held(ids(), edit.regulator, `From ${edit.from}`, { lines: [edit.number] }),
        ...state.registrations,
      ];
      return edit.regulator;
    case 'liability':
      state.protection = edit.protection;
      state.protectionNumber = edit.number;
      return 'Professional liability protection';
    case 'cpd':
      state.cpd = edit.organization;
      state.cpdNumber = edit.memberNumber;
      return 'Continuing professional development';
    default: {
      const past = (list: ProfileEntry[]): ProfileEntry[] =>
        list.map((one) =>
          one.id === edit.id
            ? { ...one, state: 'historical', canRemove: false, when: 'Until 20 May 2027' }
            : one,
        );
      state.activities = past(state.activities);
      state.privileges = past(state.privileges);
      state.registrations = past(state.registrations);
      return 'Removed from your practice';
    }
  }
}

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
            sentence: `Open the link in the message that the College sent to ${state.unconfirmed}. Until then the College writes to zoe@example.org.`,
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
