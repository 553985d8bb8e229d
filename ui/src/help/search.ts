// Finding answers by what is typed: a word that is typed must begin a word of the question, of its search words or of the answer.
// Accents and capitals do not matter, and words that are in every question do not count. Questions come before answers.
import { folded } from '../kit/search';

/** What is looked through. */
export interface Searchable {
  question: string;
  /** Other words that people use for it. */
  words: string;
  answer: string;
}

/** What was found, best first. */
export interface Found<A> {
  answers: A[];
  /** Every word is in each of them; otherwise they have most of the words, and nothing has more. */
  whole: boolean;
}

/** The answers that match; all of them when nothing is typed. */
export function found<A extends Searchable>(answers: A[], typed: string, common: string): Found<A> {
  const ignored = new Set(wordsOf(common));
  const every = wordsOf(typed);
  const telling = every.filter((word) => !ignored.has(word));
  const wanted = telling.length > 0 ? telling : every;
  if (wanted.length === 0) return { answers, whole: true };
  const seen = answers.map((answer) => ({ answer, hits: hitsOf(answer, wanted) }));
  const most = Math.max(0, ...seen.map(({ hits }) => hits.anywhere));
  const whole = most === wanted.length;
  if (!whole && most * 2 <= wanted.length) return { answers: [], whole: true };
  // The sort keeps the order of the page among equals.
  const best = seen
    .filter(({ hits }) => hits.anywhere === most)
    .sort((one, other) => other.hits.question - one.hits.question || other.hits.named - one.hits.named);
  return { answers: best.map(({ answer }) => answer), whole };
}

/** How many of the words are in the question, in it and its search words, and anywhere. */
function hitsOf(
  { question, words, answer }: Searchable,
  wanted: string[],
): { question: number; named: number; anywhere: number } {
  const count = (text: string): number => {
    const there = wordsOf(text);
    return wanted.filter((word) => there.some((one) => one.startsWith(word))).length;
  };
  return {
    question: count(question),
    named: count(`${question} ${words}`),
    anywhere: count(`${question} ${words} ${answer}`),
  };
}

function wordsOf(text: string): string[] {
  // An apostrophe is part of its word: can't, College's.
  return folded(text.replace(/['’]/g, '')).match(/[\p{L}\p{N}]+/gu) ?? [];
}
