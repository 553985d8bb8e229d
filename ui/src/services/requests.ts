// The state of a request as a colour, and what a request is called in one's own words; all else about it comes from the core.
import type { RequestState, RequestSummary } from '../host/bindings';
import { t } from '../texts';

/** Of a request that has no number yet it is only said that there is one. */
export function calledOf({ number }: RequestSummary): string {
  return number === null ? t('ui-service-asked-unnumbered') : t('ui-service-asked', { number });
}

export function kindOf(state: RequestState): 'quiet' | 'info' | 'positive' | 'attention' {
  switch (state) {
    case 'queued':
    case 'needsAttention':
    case 'feeDue':
    case 'actionNeeded':
      return 'attention';
    case 'draft':
    case 'filed':
    case 'inReview':
      return 'info';
    case 'decided':
      return 'positive';
    case 'closed':
    case 'withdrawn':
    case 'cancelled':
      return 'quiet';
  }
}
