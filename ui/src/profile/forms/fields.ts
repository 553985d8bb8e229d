// Where the fields of the open form are on the page; there is one form at a time.
import type { Coded } from '../../host/bindings';
import type { Option } from '../../kit/search';

export function idOf(field: string): string {
  return `field-${field.replaceAll('.', '-')}`;
}

/** Puts the focus on a field of the open form. */
export function focusField(field: string): void {
  const control = document.getElementById(idOf(field));
  control?.focus({ preventScroll: true });
  control?.scrollIntoView({ block: 'center' });
}

/** Entries of a list, as the kit's fields take them. */
export function optionsOf(list: Coded[]): Option[] {
  return list.map(({ code, display }) => ({ key: code, text: display }));
}
