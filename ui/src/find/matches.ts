// Where words stand on a page: in its text, also in what is folded away, and in its fields. Letters are compared without case and
// accents, and any white space is one space.

/** One place. */
export type Match =
  | { kind: 'text'; range: Range }
  /** In a field, from one character to another. */
  | { kind: 'field'; field: HTMLElement; from: number; to: number };

/** What is never looked through: what nobody sees, and lists of which only the choice is shown. */
const UNSEEN = 'script, style, template, select, .hidden-text:not([data-findable])';
const FIELDS =
  'input[type="text"], input[type="search"], input[type="email"], input[type="tel"], input:not([type]), textarea';

/** All places in `root`, in the order of the page. */
export function matches(root: Element, words: string): Match[] {
  const sought = fold(words).text.trim();
  if (sought === '') return [];
  const found: Match[] = [];
  let run: Text[] = [];
  let block: Element | null = null;
  const endRun = (): void => {
    found.push(...inRun(run, sought));
    run = [];
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element && !node.matches('select') && isUnseen(node)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      if (node.parentElement?.closest('select, textarea')) continue;
      const now = blockOf(node);
      if (now !== block) endRun();
      block = now;
      run.push(node);
    } else if (node instanceof HTMLElement) {
      const value = valueOf(node);
      if (value === null) continue;
      endRun();
      const field = node;
      found.push(...places(value, sought).map(([from, to]) => ({ kind: 'field' as const, field, from, to })));
    }
  }
  endRun();
  return found;
}

function isUnseen(element: Element): boolean {
  if (element.matches(UNSEEN)) return true;
  // What is folded away can be unfolded; what the page's layout leaves out cannot be shown.
  if (element.parentElement?.closest('details:not([open])')) return false;
  return 'checkVisibility' in element && !element.checkVisibility();
}

/** What a field shows, or null when it is none. */
function valueOf(element: HTMLElement): string | null {
  if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.text ?? '';
  if (!element.matches(FIELDS)) return null;
  return (element as HTMLInputElement | HTMLTextAreaElement).value;
}

/** The nearest element around that starts a line of its own: words do not go on beyond it. */
function blockOf(text: Text): Element | null {
  let element = text.parentElement;
  while (element && /^(inline|contents)/.test(getComputedStyle(element).display))
    element = element.parentElement;
  return element;
}

function inRun(run: Text[], sought: string): Match[] {
  const whole = run.map(({ data }) => data).join('');
  return places(whole, sought).map(([from, to]) => {
    const range = document.createRange();
    range.setStart(...pointAt(run, from, false));
    range.setEnd(...pointAt(run, to, true));
    return { kind: 'text', range };
  });
}

/** The node and offset of a character of the run; an end stays in the node that it ends. */
function pointAt(run: Text[], at: number, end: boolean): [Text, number] {
  let before = 0;
  for (const node of run) {
    const within = at - before;
    if (end ? within <= node.length : within < node.length) return [node, within];
    before += node.length;
  }
  throw new RangeError(`${at} is beyond the text`);
}

/** Where `sought`, folded already, stands in a text: from and to, in its own characters. */
export function places(text: string, sought: string): [from: number, to: number][] {
  const folded = fold(text);
  const found: [number, number][] = [];
  for (let at = folded.text.indexOf(sought); at >= 0; at = folded.text.indexOf(sought, at + sought.length)) {
    const last = at + sought.length - 1;
    const to = folded.origins[last + 1] ?? text.length;
    found.push([folded.origins[at] ?? 0, to]);
  }
  return found;
}

/** A text as it is compared, and where each of its characters was; one after the last says where the text ended. */
export function fold(text: string): { text: string; origins: number[] } {
  let folded = '';
  const origins: number[] = [];
  let at = 0;
  for (const character of text) {
    for (const one of plain(character)) {
      if (one === ' ' && folded.endsWith(' ')) continue;
      folded += one;
      for (let unit = 0; unit < one.length; unit += 1) origins.push(at);
    }
    at += character.length;
  }
  return { text: folded, origins };
}

function plain(character: string): string {
  if (/\s/.test(character)) return ' ';
  if (character === '’' || character === '‘') return "'";
  return character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
