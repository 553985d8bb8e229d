// A profile with something in every state. `?profile=empty` has next to nothing, `?profile=many` long names and ten locations.
import activities from '../../assets/lists/specialties.json';
import hospitals from '../../assets/lists/hospitals.json';
import languages from '../../assets/lists/languages.json';
import provinces from '../../assets/lists/provinces.json';
import type {
  AddressEntry,
  AddressFields,
  Change,
  ChangeState,
  Coded,
  Fact,
  HistoryEntry,
  ProfileEdit,
  ProfileEntry,
  ProfileLists,
  ProfilePage,
  Visibility,
} from '../src/host/bindings';

export const kind = new URLSearchParams(location.search).get('profile') ?? '';
export const offline = new URLSearchParams(location.search).has('offline');
export const empty = kind === 'empty';
export const many = kind === 'many';

export const EARLIEST = '2027-05-21';
export const RULE =
  '“Effective from” must be after today, Eastern time. The earliest day is 21 May 2027; a change can be planned up to 365 days ahead.';
export const REMINDER = 'Tell the College of a change of address, telephone or e-mail within 30 days.';

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

export function coded(...pairs: [string, string][]): Coded[] {
  return pairs.map(([code, display]) => ({ code, display }));
}

export function displayOf(list: Coded[], code: string | null): string {
  return list.find((entry) => entry.code === code)?.display ?? code ?? '';
}

export function fact(
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

export function held(
  id: string,
  title: string,
  when: string,
  part: Partial<ProfileEntry> = {},
): ProfileEntry {
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

export function blank(part: Partial<AddressFields>): AddressFields {
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

export const TITLES = {
  primary: 'Primary business address',
  mailing: 'Mailing address',
  additional: 'Additional location',
};

export function address(
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

export function change(
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

export const clinic = blank({
  organization: 'Riverside Family Health Team',
  street: '80 College Street',
  unit: 'Suite 204',
  phone: '(416) 967-2600',
  extension: '12',
  hours: [1, 2, 3, 4].map((day) => ({ day, from: '9:00', to: '17:00' })),
});
export const east = blank({
  kind: 'additional',
  organization: 'East York Walk-in Clinic',
  street: '1045 Pape Avenue',
  postalCode: 'M4K 3W1',
  phone: '(416) 555-0139',
});
export const long = blank({
  kind: 'additional',
  city: 'Moose Factory',
  postalCode: 'P0L 1W0',
  organization:
    'Weeneebayko Area Health Authority, Regional Centre for Community Health, Ambulatory Care and Telemedicine, Northern Outreach Programme',
  street: '19 Hospital Drive, P.O. Box 664, at the corner of Mookijuneibeg Drive',
});
export const next = blank({
  organization: 'Women’s College Hospital',
  street: '76 Grenville Street',
  postalCode: 'M5S 1B2',
  phone: '(416) 323-6400',
});

export const REFUSED: ProfileEdit = {
  edit: 'phone',
  kind: 'business',
  number: '(416) 555-0100',
  extension: '7',
};
export const changes: { page: ProfilePage; change: Change }[] = empty
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

export const state = {
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

export const on = (page: ProfilePage): Change[] =>
  changes.filter((entry) => entry.page === page).map((entry) => entry.change);
export const anyOf = (page: ProfilePage, key: string): Change | null =>
  changes.find((entry) => entry.page === page && entry.change.id.endsWith(key))?.change ?? null;
export const lined = (list: Coded[], codes: string[]): string =>
  codes.map((code) => displayOf(list, code)).join(', ');
export const iso = (day: string): string => {
  const date = new Date(`${day}T12:00:00`);
  return `${date.getDate()} ${date.toLocaleString('en', { month: 'short' })} ${date.getFullYear()}`;
};

export const history: HistoryEntry[] = empty
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
