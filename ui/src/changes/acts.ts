// What the page that shows changes does about them, besides taking back and putting away.
import { tick } from 'svelte';

import type { Change } from '../host/bindings';

export interface ChangeActs {
  /** Makes a refused change anew: the words of the act, and doing it. */
  again?: { words: (change: Change) => string; run: (change: Change) => void };
  /** What taking a change back means, as the id of a sentence. */
  takenBack: string;
  /** Asks the page for its content, after a change was taken back or put away. */
  reload: () => Promise<void>;
}

/** The focus was on a button that is gone: it goes to what is left of the changes, or to the title. */
export async function focusChanges(): Promise<void> {
  await tick();
  const place =
    document.querySelector<HTMLElement>('[data-changes]') ?? document.querySelector<HTMLElement>('h1');
  place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: 'nearest' });
}
