// What the parts of a page of the profile share: its forms, and the lists to choose from.
import { createContext } from 'svelte';

import type { ProfileLists } from '../host/bindings';
import type { Loaded } from '../portal/live.svelte';
import type { Forms } from './forms/forms.svelte';

export const [useForms, provideForms] = createContext<Forms>();
export const [useLists, provideLists] = createContext<Loaded<ProfileLists>>();
