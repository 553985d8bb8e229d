// Opening hours as a week of seven rows on the page, and as the rows that an edit carries: only days on which something is
// entered. A problem names its row by the position in the edit.
import type { HoursRow } from '../../host/bindings';

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** Monday to Friday. */
const WEEKDAYS_MAX = 5;

/** Seven rows, Monday first; empty ones are closed days. */
export function weekOf(rows: HoursRow[]): HoursRow[] {
  return DAYS.map((day) => rows.find((row) => row.day === day) ?? { day, from: '', to: '' });
}

/** The rows that are sent. */
export function rowsOf(week: HoursRow[]): HoursRow[] {
  return week.filter(({ from, to }) => from.trim() !== '' || to.trim() !== '');
}

/** The name of a day's field in the edit; null while the day has no row. */
export function fieldOf(rows: HoursRow[], day: number, part: 'from' | 'to'): string | null {
  const index = rows.findIndex((row) => row.day === day);
  return index < 0 ? null : `hours.${index}.${part}`;
}

/** The week with one day's hours also on the days after it, up to Friday. */
export function likeMonday(week: HoursRow[]): HoursRow[] {
  const monday = week.find(({ day }) => day === 1);
  return week.map((row) => (monday && row.day <= WEEKDAYS_MAX ? { ...monday, day: row.day } : row));
}
