// The five steps of the tour, each named for what it shows in the window.
import type { Component } from 'svelte';
import type { LucideProps } from '@lucide/svelte';

import { AtCollegeIcon, HomeIcon, ProfileIcon, RenewalIcon, ServicesIcon } from '../kit/icons';

export interface Step {
  /** Id of its title; `.text` is what it says. */
  id: string;
  icon: Component<LucideProps>;
}

export const STEPS: Step[] = [
  { id: 'ui-tour-home', icon: HomeIcon },
  { id: 'ui-tour-renewal', icon: RenewalIcon },
  { id: 'ui-tour-services', icon: ServicesIcon },
  { id: 'ui-tour-profile', icon: ProfileIcon },
  { id: 'ui-tour-saved', icon: AtCollegeIcon },
];
