// How much a field takes at all. It is held as it is entered, before the text is laid out: a pasted book would stop the window
// for seconds. The core holds the same (TEXT_CHARS_MAX in crates/client/src/drafts/entry.rs).

/** Most characters of one text. */
export const TEXT_CHARS_MAX = 20_000;

/** Whether what is about to be entered would make a text longer than any field takes. */
export function isTooMuch(event: InputEvent): boolean {
  const field = event.target;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return false;
  const entered = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
  // Characters are at most as many as code units, and at least half as many: long texts need not be counted.
  if (field.value.length + entered.length <= TEXT_CHARS_MAX || entered === '') return false;
  if (entered.length > 2 * TEXT_CHARS_MAX) return true;
  const chosen = field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
  return lengthOf(field.value) - lengthOf(chosen) + lengthOf(entered) > TEXT_CHARS_MAX;
}

function lengthOf(text: string): number {
  return [...text].length;
}
