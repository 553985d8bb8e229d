// What a choice becomes when an option is pressed, and how values are read as text. Which answers are right is the core's to say.
import type { Entry, Item, ItemOption } from '../host/bindings';

/** The keys of the chosen options. */
export function chosenKeys(value: Entry[]): string[] {
  return value.flatMap((entry) => (entry.kind === 'option' ? [entry.key] : []));
}

/** The typed texts. */
export function typedTexts(value: Entry[]): string[] {
  return value.flatMap((entry) => (entry.kind === 'text' ? [entry.text] : []));
}

export function option(key: string): Entry {
  return { kind: 'option', key };
}

/** Typed text as a value; nothing typed is no value. */
export function typed(texts: string[]): Entry[] {
  return texts.filter((text) => text !== '').map((text) => ({ kind: 'text', text }));
}

/** An option of several was pressed. An exclusive one stands alone; the order is that of the options. */
export function toggled(options: ItemOption[], value: Entry[], pressed: ItemOption): Entry[] {
  const keys = new Set(chosenKeys(value));
  if (keys.has(pressed.key)) {
    keys.delete(pressed.key);
  } else if (pressed.exclusive) {
    return [option(pressed.key)];
  } else {
    for (const other of options) if (other.exclusive) keys.delete(other.key);
    keys.add(pressed.key);
  }
  const chosen = options
    .filter((candidate) => keys.has(candidate.key))
    .map((candidate) => option(candidate.key));
  return [...chosen, ...typed(typedTexts(value))];
}

/** The options without the exclusive ones: another answer is being typed beside them. */
export function withoutExclusive(options: ItemOption[], value: Entry[]): Entry[] {
  const exclusive = new Set(
    options.filter((candidate) => candidate.exclusive).map((candidate) => candidate.key),
  );
  return value.filter((entry) => entry.kind === 'text' || !exclusive.has(entry.key));
}

/** Each value as a person reads it. */
export function readable(item: Item, value: Entry[]): string[] {
  return value.map((entry) =>
    entry.kind === 'text'
      ? entry.text
      : (item.options.find(({ key }) => key === entry.key)?.text ?? entry.key),
  );
}

/** Whether anything below this item has been answered. */
export function hasAnswers(item: Item): boolean {
  const isGiven = item.control !== 'readOnly' && item.control !== 'calculated';
  return isGiven && (item.value.length > 0 || item.items.some(hasAnswers));
}
