// What a form for an address begins with.
import type { AddressEntry, AddressFields, AddressKind, ProfileEdit } from '../host/bindings';

/** The form of a kind of address: filled with what it follows, or empty. `replaces` names the location it takes the place of. */
export function addressEdit(
  kind: AddressKind,
  before: AddressEntry | null,
  country: string,
  replaces: string | null = null,
): ProfileEdit {
  const empty: AddressFields = {
    kind,
    organization: '',
    street: '',
    unit: '',
    city: '',
    province: '',
    postalCode: '',
    country,
    phone: '',
    extension: '',
    hours: [],
  };
  return { edit: 'address', fields: { ...empty, ...before?.fields, kind }, effective: '', replaces };
}

/** The words by which a location is known. */
export function nameOf({ entry, fields }: AddressEntry): string {
  return (fields === null ? undefined : entry.lines[0]) ?? entry.title;
}
