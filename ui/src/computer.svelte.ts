// What belongs to the computer and stays while people come and go: the host, what the core says by itself, the preferences, and who
// is signed in. All that one person sees, types and is told belongs to their stay (`App`), and goes with it.
import { App } from './app.svelte';
import type { Session } from './host/bindings';
import type { Host } from './host/host';
import { Live, Loaded } from './portal/live.svelte';
import { Settings } from './preferences/settings.svelte';

export class Computer {
  readonly host: Host;
  readonly live: Live;
  readonly settings: Settings;
  readonly session: Loaded<Session>;
  /** The stay of whoever is here now. */
  app = $state.raw() as App;
  /** Whose it is; undefined until that is known for the first time. */
  #whose: string | null | undefined;

  constructor(host: Host) {
    this.host = host;
    this.live = new Live(host);
    this.settings = new Settings(host);
    this.session = new Loaded(
      () => host.call('session'),
      // A failing session must not ask for the session again.
      () => {},
      (session) => this.#meet(whoseOf(session)),
    );
    this.app = new App(this);
  }

  /** Another person, or nobody any more, begins another stay; nothing is carried over. */
  #meet(whose: string | null): void {
    const before = this.#whose;
    this.#whose = whose;
    // After the first sign-in the number comes with the record: that is the same person.
    const same = before === undefined || before === whose || (before === '' && whose !== null);
    if (same) return;
    this.app.end();
    this.app = new App(this);
  }
}

/** Nobody's, or a person's by their number. */
function whoseOf(session: Session): string | null {
  return session.state === 'signedIn' ? session.registrant.cpsoNumber : null;
}
