// How a field for typed text is drawn: its keyboard, its width, and how much room is left.
import type { Control } from '../../host/bindings';

/** The room left is said from this share of the limit on, so that short answers are not counted. */
const SAID_FROM = 0.75;

export function inputModeOf(control: Control): 'text' | 'numeric' | 'decimal' | 'url' {
  switch (control) {
    case 'integer':
      return 'numeric';
    case 'decimal':
      return 'decimal';
    case 'url':
      return 'url';
    default:
      return 'text';
  }
}

/** Numbers, dates and times do not need a whole line. */
export function isShort(control: Control): boolean {
  return ['integer', 'decimal', 'date', 'dateTime', 'time'].includes(control);
}

/** Characters left of the limit (negative when over), or null when it need not be said yet. */
export function charactersLeft(text: string, limit: number | null): number | null {
  if (limit === null) return null;
  const length = [...text].length;
  return length >= limit * SAID_FROM ? limit - length : null;
}
