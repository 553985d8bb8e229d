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
const [page, part] = (new URLSearchParams(location.search).get('page') ?? 'home').split(':');
if (page !== 'home')
  void computer.app.navigation.go(
    (part === undefined
      ? { page, ...(page === 'review' && { draft: 'renewal/2027' }) }
      : page === 'profile'
        ? { page, section: part }
        : { page, draft: 'renewal/2027', linkId: part }) as Place,
  );
const target = document.getElementById('app');
if (target) mount(App, { target, props: { computer } });
