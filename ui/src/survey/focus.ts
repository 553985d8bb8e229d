// Finding an item on the page by its path, and putting the focus on what can be answered there.

/** An id for the page's own use, made from a path; different paths give different ids. */
export function idOf(path: string): string {
  const safe = path.replace(
    /[^A-Za-z0-9-]/g,
    (character) => `_${character.codePointAt(0)?.toString(16) ?? ''}_`,
  );
  return `item-${safe}`;
}

/** The element that shows this item, if it is shown. */
export function elementOf(path: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
}

/** Puts the focus on the item's control. False when the item is not on the page. */
export function focusItem(path: string): boolean {
  const item = elementOf(path);
  if (!item) return false;
  const control =
    item.querySelector<HTMLElement>('input:checked') ??
    item.querySelector<HTMLElement>('input, select, textarea') ??
    item.querySelector<HTMLElement>('button, a, summary');
  if (control) control.focus({ preventScroll: true });
  else {
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
  }
  item.scrollIntoView({ block: item.offsetHeight > innerHeight / 2 ? 'start' : 'center' });
  return true;
}
