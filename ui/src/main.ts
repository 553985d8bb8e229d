// Starts the interface on the real host.
import { mount } from 'svelte';

import App from './App.svelte';
import { Computer } from './computer.svelte';
import { tauriHost } from './host/tauri';
import './kit/base.css';

const target = document.getElementById('app');
if (target) mount(App, { target, props: { computer: new Computer(tauriHost) } });
