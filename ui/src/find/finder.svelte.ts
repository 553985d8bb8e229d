// Finding on the page: what is sought, where it stands, and which of the places is the one the person is at.
import { type Match, matches } from './matches';

/** As the style sheet names what is found, and the one of them that is shown. */
const FOUND = 'found';
const SHOWN = 'found-now';
const SHOWN_FIELD = 'data-found';
const FOLDED = 'details:not([open])';

export class Finder {
  open = $state(false);
  /** How often the bar was asked for. */
  asked = $state(0);
  words = $state('');
  /** How many places there are, and the number of the one that is shown, from 1; 0 when there is none. */
  count = $state(0);
  at = $state(0);
  #matches: Match[] = [];
  /** What was unfolded to show a place. */
  #unfolded: Element[] = [];
  /** What had the focus before. */
  #opener: Element | null = null;

  /** Opens the bar. What is selected is what is sought, as long as it could be typed. */
  begin(): void {
    const selected = String(getSelection() ?? '').trim();
    if (selected !== '' && selected.length <= 80 && !selected.includes('\n')) this.words = selected;
    if (!this.open) this.#opener = document.activeElement;
    this.open = true;
    this.asked += 1;
  }

  /** Searches again; the place that is shown stays the same as far as it is still there. */
  search(words: string = this.words): void {
    const anew = words !== this.words;
    this.words = words;
    const page = document.querySelector('main');
    this.#matches = page ? matches(page, words) : [];
    this.count = this.#matches.length;
    if (anew || this.at === 0) this.at = Math.min(1, this.count);
    else this.at = Math.min(this.at, this.count);
    this.#mark();
    if (anew) this.#bring();
  }

  /** Goes to the next place, or to the one before; after the last comes the first. */
  step(by: 1 | -1): void {
    const from = this.at;
    this.search();
    if (this.count === 0) return;
    this.at = from === 0 ? 1 : ((this.at - 1 + by + this.count) % this.count) + 1;
    this.#mark();
    this.#bring();
  }

  /** Closes the bar; the person goes on at the place that was found. */
  close(): void {
    const match = this.#matches[this.at - 1];
    this.open = false;
    this.forget();
    if (match?.kind === 'field') select(match);
    else {
      if (this.#opener instanceof HTMLElement && this.#opener.isConnected)
        this.#opener.focus({ preventScroll: true });
      if (match) {
        getSelection()?.removeAllRanges();
        getSelection()?.addRange(match.range);
      }
    }
    this.#opener = null;
  }

  /** Takes the marks off the page. */
  forget(): void {
    this.#matches = [];
    this.#unfolded = [];
    this.count = 0;
    this.at = 0;
    this.#mark();
  }

  #mark(): void {
    document.querySelector(`[${SHOWN_FIELD}]`)?.removeAttribute(SHOWN_FIELD);
    const shown = this.#matches[this.at - 1];
    const element = shown?.kind === 'field' ? shown.field : shown && documentOf(shown.range);
    element?.setAttribute(SHOWN_FIELD, '');
    // Where the browser cannot mark text, the place is at least scrolled to.
    if (!('highlights' in CSS)) return;
    const ranges = this.#matches.flatMap((match) => (match.kind === 'text' ? [match.range] : []));
    CSS.highlights.set(FOUND, new Highlight(...ranges));
    CSS.highlights.set(SHOWN, new Highlight(...(shown?.kind === 'text' ? [shown.range] : [])));
  }

  /** Unfolds what the element is in, and folds again what was unfolded for a place that was passed. */
  #unfold(element: Element | null | undefined): void {
    for (const passed of this.#unfolded)
      if (!passed.contains(element ?? null)) passed.removeAttribute('open');
    this.#unfolded = this.#unfolded.filter((one) => one.hasAttribute('open'));
    for (let fold = element?.closest(FOLDED); fold; fold = fold.parentElement?.closest(FOLDED)) {
      fold.setAttribute('open', '');
      this.#unfolded.push(fold);
    }
  }

  /** Unfolds what the place is in, and scrolls to it. */
  #bring(): void {
    const match = this.#matches[this.at - 1];
    if (!match) return;
    const element = match.kind === 'field' ? match.field : match.range.startContainer.parentElement;
    this.#unfold(element);
    ((match.kind === 'text' && documentOf(match.range)) || element)?.scrollIntoView({ block: 'center' });
  }
}

/** The drawn page of a document whose text this is; the text itself is not seen. */
function documentOf(range: Range): Element | null {
  return range.startContainer.parentElement?.closest('[data-findable]')?.parentElement ?? null;
}

function select(match: Match & { kind: 'field' }): void {
  match.field.focus({ preventScroll: true });
  const { field, from, to } = match;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    field.setSelectionRange(from, to);
}
