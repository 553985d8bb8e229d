// The history by day, as it is told.
import type { HistoryEntry } from '../../host/bindings';

export interface Day {
  day: string;
  entries: { entry: HistoryEntry; time: string }[];
}

/** Entries of the same day together, in the order they came. "20 May 2027, 10:14 a.m. EDT" is a day and a time. */
export function byDay(entries: HistoryEntry[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const cut = entry.at.lastIndexOf(', ');
    const day = cut < 0 ? entry.at : entry.at.slice(0, cut);
    const time = cut < 0 ? '' : entry.at.slice(cut + 2);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push({ entry, time });
    else days.push({ day, entries: [{ entry, time }] });
  }
  return days;
}
