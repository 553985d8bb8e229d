// Reads edits, and does what they say, just well enough to show what a form does.
import type { FieldProblem, Prediction, ProfileEdit, ProfileEntry } from '../src/host/bindings';
import { address, held, EARLIEST, lists, displayOf, TITLES, state, lined, iso } from './profile-samples';

export function problem(field: string | null, sentence: string): FieldProblem {
  return { field, sentence };
}

export function dayProblem(field: string, day: string): FieldProblem[] {
  if (day.trim() === '') return [problem(field, 'Enter the first day, for example 2027-06-03.')];
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day.trim()) || Number.isNaN(Date.parse(day)))
    return [problem(field, 'There is no such day. Enter year, month and day, for example 2027-06-03.')];
  return day < EARLIEST ? [problem(field, 'It must be after today. The earliest day is 21 May 2027.')] : [];
}

export const required = (...pairs: [string, string, string][]): FieldProblem[] =>
  pairs.flatMap(([field, value, sentence]) => (value.trim() === '' ? [problem(field, sentence)] : []));

export function judge(edit: ProfileEdit): Prediction {
  return { ...judged(edit), seen: 214 };
}

export function judged(edit: ProfileEdit): Omit<Prediction, 'seen'> {
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

export const ids = (): string => `n${Math.random().toString(36).slice(2, 8)}`;

export function make(edit: ProfileEdit): string {
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
