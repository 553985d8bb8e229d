// Puts pages and items on a document, as the application does.
import { render } from '@testing-library/svelte';
import { tick } from 'svelte';

import App from '../src/App.svelte';
import type { App as AppState } from '../src/app.svelte';
import { Computer } from '../src/computer.svelte';
import type { Item, ProfilePage, Section } from '../src/host/bindings';
import type { Place } from '../src/portal/navigation.svelte';
import { lists, prediction, profile } from './profile-samples';
import { answered, home, section, signedIn, status } from './samples';
import { type Script, ScriptedHost } from './scripted';

/** The whole interface, signed in unless the script says otherwise. */
export async function open(
  script: Script,
  place?: Place,
): Promise<{ host: ScriptedHost; computer: Computer; app: AppState }> {
  const host = new ScriptedHost({
    session: () => signedIn,
    status: () => status,
    home: () => home(),
    messages: () => ({ messages: [] }),
    save_folder: () => ({ path: '/home/zoe/Documents' }),
    preferences: () => ({
      textSize: 'normal',
      theme: 'light',
      zoom: 100,
      server: 'https://portal.cpso.on.ca',
      reminders: true,
      folder: null,
    }),
    ...script,
  });
  const computer = new Computer(host);
  render(App, { computer });
  if (place) await computer.app.navigation.go(place);
  await quiet();
  return { host, computer, app: computer.app };
}

/** A section whose answers are kept in memory; `next` says what the core makes of them. */
export async function openSection(
  items: Item[],
  script: Script = {},
  part: Partial<Section> = {},
): Promise<{ host: ScriptedHost; app: AppState; now: () => Section; become: (next: Item[]) => void }> {
  let current = section(items, part);
  const become = (next: Item[]): void => {
    current = section(next, part);
  };
  const put = (list: Item[], path: string, value: Item['value']): Item[] =>
    list.map((one) =>
      one.path === path ? { ...one, value, problems: [] } : { ...one, items: put(one.items, path, value) },
    );
  const { host, app } = await open(
    {
      section: () => current,
      answer: ({ path, value }) => {
        become(put(current.items, path, value));
        return answered(current);
      },
      ...script,
    },
    { page: 'section', draft: 'renewal/2027', linkId: 'G' },
  );
  return { host, app, now: () => current, become };
}

/** A page of the profile, on a core that finds nothing wrong. */
export async function openProfile(
  section: ProfilePage,
  script: Script,
): Promise<{ host: ScriptedHost; app: AppState }> {
  return open(
    {
      profile: () => profile(),
      profile_lists: () => lists,
      predict: () => prediction({ result: ['It will be so'] }),
      ...script,
    },
    { page: 'profile', section },
  );
}

/** Waits until everything that was started has been answered and drawn. */
export async function quiet(): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    await tick();
  }
}
