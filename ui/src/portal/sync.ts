// How each state of the sync engine is drawn, and which changes of it are worth saying aloud.
import type { Status, SyncState } from '../host/bindings';
import { AlertIcon, AtCollegeIcon, OfflineIcon, SendingIcon } from '../kit/icons';

export function iconOf(sync: SyncState): typeof AlertIcon {
  switch (sync) {
    case 'upToDate':
      return AtCollegeIcon;
    case 'sending':
      return SendingIcon;
    case 'offline':
      return OfflineIcon;
    case 'obstructed':
    case 'signInNeeded':
    case 'updateNeeded':
    case 'newerNeeded':
    case 'needsAttention':
      return AlertIcon;
  }
}

/** Every answer changes the sentence; only a change between being connected, not being, and needing the person is read aloud. */
export function isWorthSaying(before: Status | null, now: Status): boolean {
  return before !== null && kindOf(before.sync) !== kindOf(now.sync);
}

function kindOf(sync: SyncState): SyncState {
  return sync === 'sending' ? 'upToDate' : sync;
}
