// Mounts the interface on the core in memory, at the page that `?page=` names.
import { mount } from 'svelte';

import App from '../src/App.svelte';
import { Computer } from '../src/computer.svelte';
import '../src/kit/base.css';
import type { Place } from '../src/portal/navigation.svelte';
import { previewHost } from './host';

// The desktop freezes it as well; a library that cannot bear it should fail here.
Object.freeze(Object.prototype);

const computer = new Computer(previewHost);
const wanted = new URLSearchParams(location.search);
const [page = 'home', part] = (wanted.get('page') ?? 'home').split(':');
const draft = wanted.get('draft') ?? 'renewal/2027';

/** `section:B`, `profile:addresses`, `case:resign/1`, `service:resign`, or a page by its name. */
function placeOf(): object {
  switch (page) {
    case 'section':
      return { page, draft, linkId: part };
    case 'review':
      return { page, draft };
    case 'profile':
      return { page, section: part };
    case 'case':
      return { page, case: part };
    case 'service':
      return { page, key: part };
    default:
      return { page };
  }
}
if (page !== 'home') void computer.app.navigation.go(placeOf() as Place);
const target = document.getElementById('app');
if (target) mount(App, { target, props: { computer } });
