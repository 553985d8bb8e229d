// Editing by menu: the browser's own commands, which act on the field or the text that has the focus and know how to be undone.
// They are the old interface, and the only one there is to the undo of a field.

export type Editing = 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll';

const EDITING: readonly string[] = ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] satisfies Editing[];

export function isEditing(entry: string): entry is Editing {
  return EDITING.includes(entry);
}

export async function edit(act: Editing): Promise<void> {
  if (act === 'selectAll' && !isField(document.activeElement)) return selectPage();
  const done = document.execCommand(act);
  // Where a page may not paste by itself, it may read the clipboard when the person allows it.
  if (act === 'paste' && !done)
    document.execCommand('insertText', false, await navigator.clipboard.readText());
}

/** The page, without the rail beside it. */
function selectPage(): void {
  const page = document.querySelector('main');
  if (page) getSelection()?.selectAllChildren(page);
}

/** Whether text can be typed there. */
export function isField(element: Element | null): element is HTMLInputElement | HTMLTextAreaElement {
  if (element instanceof HTMLTextAreaElement) return true;
  return (
    element instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'submit'].includes(element.type)
  );
}
