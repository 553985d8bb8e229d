// Finding options by what is typed: every word must occur, accents and capitals do not matter, and options that begin with
// what is typed come first.
import type { ItemOption } from '../../host/bindings';

/** More matches than these are not drawn; the person types on. */
export const MATCHES_MAX = 100;

/** Text as it is compared. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim();
}

/** The options that match, best first; all of them when nothing is typed. */
export function matching(options: ItemOption[], typed: string): ItemOption[] {
  const wanted = folded(typed);
  if (wanted === '') return options;
  const words = wanted.split(/\s+/);
  const matches = options
    .map((option) => ({ option, text: folded(option.text) }))
    .filter(({ text }) => words.every((word) => text.includes(word)));
  const first = matches.filter(({ text }) => text.startsWith(wanted));
  const rest = matches.filter(({ text }) => !text.startsWith(wanted));
  return [...first, ...rest].map(({ option }) => option);
}

/** The option that is exactly what was typed, if there is one. */
export function exactly(options: ItemOption[], typed: string): ItemOption | null {
  const wanted = folded(typed);
  return options.find((option) => folded(option.text) === wanted) ?? null;
}
