// Pages of the profile to test with: each builder gives a plain one, and the test names what matters to it.
import type {
  About,
  AddressEntry,
  AddressFields,
  Addresses,
  Change,
  Contact,
  Fact,
  History,
  HistoryEntry,
  Practice,
  Prediction,
  Profile,
  ProfileEntry,
  ProfileLists,
} from '../src/host/bindings';

export function prediction(part: Partial<Prediction>): Prediction {
  return { problems: [], warnings: [], result: [], seen: 0, ...part };
}

export function change(id: string, part: Partial<Change> = {}): Change {
  return {
    id,
    title: `Change ${id}`,
    madeAt: '20 May 2027, 10:02 a.m. EDT',
    state: 'waiting',
    sentence: 'Waiting to be sent',
    canWithdraw: true,
    canDismiss: false,
    again: null,
    ...part,
  };
}

export function fact(key: string, label: string, line: string, part: Partial<Fact> = {}): Fact {
  return {
    key,
    label,
    lines: line === '' ? [] : [line],
    visibility: 'private',
    note: null,
    warning: null,
    change: null,
    ...part,
  };
}

export function entry(id: string, title: string, part: Partial<ProfileEntry> = {}): ProfileEntry {
  return {
    id,
    title,
    lines: [],
    visibility: 'public',
    state: 'current',
    when: 'Since 2 Jul 2015',
    source: null,
    canWithdraw: false,
    canRemove: false,
    change: null,
    ...part,
  };
}

export function fields(part: Partial<AddressFields> = {}): AddressFields {
  return {
    kind: 'primary',
    organization: '',
    street: '80 College Street',
    unit: '',
    city: 'Toronto',
    province: 'CA-ON',
    postalCode: 'M5G 2E2',
    country: 'CA',
    phone: '',
    extension: '',
    hours: [],
    ...part,
  };
}

export function address(
  id: string,
  of: Partial<AddressFields> = {},
  part: Partial<ProfileEntry> = {},
): AddressEntry {
  const now = fields(of);
  return {
    entry: entry(id, 'Primary business address', { lines: [now.street, now.city], ...part }),
    fields: now,
    phone: null,
    hours: [],
  };
}

export function addresses(part: Partial<Addresses> = {}): Addresses {
  return {
    primary: address('a1'),
    mailing: null,
    additional: [],
    scheduled: [],
    historical: [],
    rule: 'It must be after today. The earliest day is 21 May 2027.',
    earliest: '2027-05-21',
    reminder: 'Tell the College within 30 days.',
    changes: [],
    ...part,
  };
}

export function contact(part: Partial<Contact> = {}): Contact {
  return {
    college: {
      fact: fact('college-email', 'College e-mail', 'zoe@example.org'),
      address: 'zoe@example.org',
      public: false,
    },
    unconfirmed: null,
    business: { fact: fact('business-email', 'Business e-mail', ''), address: '', public: false },
    phones: [
      {
        kind: 'business',
        fact: fact('business-phone', 'Business telephone', '(416) 555-0177', { visibility: 'public' }),
        number: '(416) 555-0177',
        extension: '',
      },
    ],
    preferred: {
      facts: [fact('language', 'Language', 'English')],
      language: 'en',
      dialogue: 'email',
      reminders: true,
    },
    reminder: 'Tell the College within 30 days.',
    changes: [],
    ...part,
  };
}

export function about(part: Partial<About> = {}): About {
  return {
    groups: [
      {
        title: 'What you say of yourself',
        facts: [
          fact('gender', 'Gender identity', 'Woman', { visibility: 'public' }),
          fact('minc', 'MINC', 'CAMD-1234-5678'),
        ],
      },
    ],
    gender: 'woman',
    languages: ['en'],
    minc: 'CAMD-1234-5678',
    register: [{ title: 'General', facts: [fact('name', 'Name', 'NAKASHUK, Zoë')] }],
    changes: [],
    ...part,
  };
}

export function practice(part: Partial<Practice> = {}): Practice {
  return {
    activities: [],
    privileges: [],
    specialties: [],
    registrations: [],
    liability: fact('liability', 'Protection', 'CMPA'),
    protection: 'cmpa',
    protectionNumber: '',
    cpd: fact('cpd', 'Programme', 'CFPC'),
    cpdOrganization: 'cfpc',
    cpdNumber: '1',
    cpdCycleEnd: '',
    changes: [],
    ...part,
  };
}

export function profile(part: Partial<Profile> = {}): Profile {
  return {
    sections: [
      { page: 'addresses', title: 'Addresses', summary: '80 College Street', waiting: 0, attention: 0 },
    ],
    reminder: 'Tell the College within 30 days.',
    changes: [],
    ...part,
  };
}

export function happened(version: number, at: string, part: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    version,
    page: 'addresses',
    title: `Event ${version}`,
    lines: [],
    effective: null,
    at,
    who: 'You, on this computer',
    ...part,
  };
}

export function history(entries: HistoryEntry[], part: Partial<History> = {}): History {
  return { changes: [], entries, ...part };
}

export const lists: ProfileLists = {
  genders: [
    { code: 'woman', display: 'Woman' },
    { code: 'man', display: 'Man' },
  ],
  languages: [
    { code: 'en', display: 'English' },
    { code: 'fr', display: 'French' },
    { code: 'iu', display: 'Inuktitut' },
  ],
  correspondence: [
    { code: 'en', display: 'English' },
    { code: 'fr', display: 'French' },
  ],
  dialogue: [{ code: 'email', display: 'By e-mail' }],
  provinces: [
    { code: 'CA-ON', display: 'Ontario' },
    { code: 'CA-QC', display: 'Quebec' },
  ],
  countries: [
    { code: 'CA', display: 'Canada' },
    { code: 'FR', display: 'France' },
  ],
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
    (display, index) => ({ code: String(index + 1), display }),
  ),
  activities: [
    { code: 'cardiology', display: 'Cardiology' },
    { code: 'family', display: 'Family medicine' },
  ],
  hospitals: [{ code: '684', display: 'Alexandra Hospital, Ingersoll' }],
  privilegeKinds: [{ code: 'active', display: 'Active staff' }],
  regulators: [{ code: 'cmq', display: 'Collège des médecins du Québec' }],
  jurisdictions: [{ code: 'CA-QC', display: 'Quebec' }],
  protections: [
    { code: 'cmpa', display: 'CMPA' },
    { code: 'insurer', display: 'Another insurer' },
  ],
  cpdOrganizations: [{ code: 'cfpc', display: 'CFPC' }],
};
