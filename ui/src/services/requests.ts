// The state of a request as a colour; its words come from the core.
import type { RequestState } from '../host/bindings';

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
