// Finding options by what is typed: every word must occur, accents and capitals do not matter, and options that begin with
// what is typed come first.

/** What can be chosen: a key, and its words. */
export interface Option {
  key: string;
  text: string;
}

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
export function matching<O extends Option>(options: O[], typed: string): O[] {
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
export function exactly<O extends Option>(options: O[], typed: string): O | null {
  const wanted = folded(typed);
  return options.find((option) => folded(option.text) === wanted) ?? null;
}
