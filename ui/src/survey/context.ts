// The draft that the items of a section belong to.
import { createContext } from 'svelte';

import type { Draft } from './draft.svelte';

export const [useDraft, provideDraft] = createContext<Draft>();
