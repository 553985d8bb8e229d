// How the state of a change is drawn and said.
import type { ChangeState } from '../host/bindings';

interface Words {
  text: string;
  kind: 'quiet' | 'info' | 'positive' | 'attention';
}

export const STATES: Record<ChangeState, Words> = {
  waiting: { text: 'ui-change-waiting', kind: 'quiet' },
  sending: { text: 'ui-change-sending', kind: 'info' },
  atCollege: { text: 'ui-change-at-college', kind: 'positive' },
  needsAttention: { text: 'ui-change-attention', kind: 'attention' },
};
