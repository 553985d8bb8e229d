// The forms of paper in words, and which of them several documents have in common.
import type { DocumentRequest, DocumentSummary, PageForm } from '../host/bindings';

export const FORM_WORDS: Record<PageForm, string> = {
  letter: 'ui-document-form-letter',
  a4: 'ui-document-form-a4',
  cardPrinter: 'ui-document-form-card-printer',
};

/** The forms that each of the documents can be made in, in the order of the first. */
export function commonForms(documents: DocumentSummary[]): PageForm[] {
  return (documents[0]?.forms ?? []).filter((form) => documents.every(({ forms }) => forms.includes(form)));
}

/** Asks for a document in this form, or in its usual one when it has no such form. */
export function requestOf({ key, forms }: DocumentSummary, wanted: PageForm | null): DocumentRequest {
  const usual = forms[0] ?? 'letter';
  return { key, form: wanted !== null && forms.includes(wanted) ? wanted : usual };
}
