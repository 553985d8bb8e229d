// How the state of a change is drawn and said.
import type { ChangeState } from '../../host/bindings';

interface Words {
  text: string;
  kind: 'quiet' | 'info' | 'positive' | 'attention';
}

export const STATES: Record<ChangeState, Words> = {
  waiting: { text: 'ui-profile-change-waiting', kind: 'quiet' },
  sending: { text: 'ui-profile-change-sending', kind: 'info' },
  atCollege: { text: 'ui-profile-change-at-college', kind: 'positive' },
  needsAttention: { text: 'ui-profile-change-attention', kind: 'attention' },
};
