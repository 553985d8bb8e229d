// The state of a section as a word and a colour.
import type { SectionState, SectionSummary } from '../host/bindings';

export const STATE_WORDS: Record<
  SectionState,
  { text: string; kind: 'quiet' | 'info' | 'positive' | 'attention' }
> = {
  notStarted: { text: 'ui-section-not-started', kind: 'quiet' },
  fromLastYear: { text: 'ui-section-from-last-year', kind: 'attention' },
  fromProfile: { text: 'ui-section-from-profile', kind: 'attention' },
  inProgress: { text: 'ui-section-in-progress', kind: 'info' },
  needsAttention: { text: 'ui-section-attention', kind: 'attention' },
  complete: { text: 'ui-section-complete', kind: 'positive' },
};

/** The section to go on with: one that needs attention, else the first that is not complete. */
export function nextToDo(sections: SectionSummary[]): SectionSummary | null {
  const asked = sections.filter((section) => section.applies);
  return (
    asked.find((section) => section.state === 'needsAttention') ??
    asked.find((section) => section.state !== 'complete') ??
    null
  );
}

/** Whether the person has done nothing there yet; what was filled in beforehand is not theirs. */
export function isUntouched({ state }: SectionSummary): boolean {
  return state === 'notStarted' || state === 'fromLastYear' || state === 'fromProfile';
}

/** "G. Professional liability" */
export function nameOf(section: { prefix: string | null; title: string }): string {
  return section.prefix === null ? section.title : `${section.prefix}. ${section.title}`;
}
