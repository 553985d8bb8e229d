// What every page shares: the host, who is signed in, where the person is, the draft being filled, what was said last. It is one
// person's stay: another person gets another. Pages receive it through Svelte's context; it holds no rules.
import { createContext } from 'svelte';

import type { Computer } from './computer.svelte';
import { Batch } from './documents/batch.svelte';
import { Finder } from './find/finder.svelte';
import type { Session } from './host/bindings';
import { asFailure, type CommandFailure, during, type Host } from './host/host';
import { type Live, type Loaded, type Topic, watch } from './portal/live.svelte';
import { Navigation } from './portal/navigation.svelte';
import type { Settings } from './preferences/settings.svelte';
import { Draft } from './survey/draft.svelte';
import { t } from './texts';

const SAID_FOR_MS = 6000;

/** A form as the frame sees it. */
export interface OpenForm {
  /** Whether something was entered that is kept only once its button was pressed. */
  readonly dirty: boolean;
  /** Whether it is being saved. */
  readonly busy: boolean;
  /** Whether what was entered may be left; asks the person when it would be lost. */
  mayLeave(): Promise<boolean>;
  /** Presses its button. False when no form is open. */
  save(): boolean;
}

export class App {
  readonly host: Host;
  readonly live: Live;
  readonly navigation: Navigation;
  readonly draft: Draft;
  readonly settings: Settings;
  readonly session: Loaded<Session>;
  /** Said at the foot of the window, and by a screen reader: "Saved", "Link copied". */
  said = $state('');
  /** The tour is being shown. */
  touring = $state(false);
  /** It came by itself in this stay. */
  #toured = false;
  /** What Print means on the page that is open. */
  print: (() => void) | null = null;
  /** Documents that are saved, printed or sent one after the other; it goes on while other pages are looked at. */
  readonly batch = new Batch((thrown) => this.failure(thrown));
  readonly finder = new Finder();
  /** The form that is open on the page, which saves only when its button is pressed. */
  form: OpenForm | null = $state.raw(null);
  #saying: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor({ host, live, settings, session }: Computer) {
    this.host = during(host, () => !this.#ended);
    this.live = live;
    this.settings = settings;
    this.session = session;
    this.draft = new Draft(this.host, (failure) => this.refused(failure));
    this.navigation = new Navigation(async () => {
      await this.draft.flush();
      return this.mayLeave();
    });
  }

  /** The person is gone: what is still on its way here asks for nothing more, and nothing more is shown of it. */
  end(): void {
    this.#ended = true;
    this.batch.forget();
    clearTimeout(this.#saying);
  }

  /** Some failures mean that the person is not signed in any more: the session decides what is shown then. */
  refused(failure: CommandFailure): void {
    if (failure.code === 'signedOut' || failure.code === 'locked') this.live.touch('session');
  }

  /** Asks now, and again whenever one of the topics changes. To be called while a component is set up. */
  watch<T>(ask: () => Promise<T>, ...topics: Topic[]): Loaded<T> {
    return watch(this.live, (failure) => this.refused(failure), ask, ...topics);
  }

  /** Whatever was thrown by a command, as a failure to show. */
  failure(thrown: unknown): CommandFailure {
    const failure = asFailure(thrown, t('ui-failure-unknown'));
    this.refused(failure);
    return failure;
  }

  /** Says something that happened, for a moment. */
  say(sentence: string): void {
    clearTimeout(this.#saying);
    this.said = sentence;
    this.#saying = setTimeout(() => {
      this.said = '';
    }, SAID_FOR_MS);
  }

  /** Tries at once to send what waits, and says so. */
  async sendNow(): Promise<void> {
    this.say(t('ui-outbox-trying'));
    try {
      await this.host.call('sync_now');
    } catch (thrown) {
      this.say(this.failure(thrown).sentence);
    }
  }

  /** The tour comes by itself, once: a session that was asked for before it was left still owes it. */
  tour(): void {
    if (this.#toured) return;
    this.#toured = true;
    this.touring = true;
  }

  /** The tour was seen, or left. Where that cannot be noted it is shown once more, which is no reason to keep the person in it. */
  async leaveTour(): Promise<void> {
    this.touring = false;
    const session = this.session.value;
    if (session?.state !== 'signedIn' || !session.tour) return;
    this.session.value = { ...session, tour: false };
    try {
      await this.host.call('leave_tour');
    } catch (thrown) {
      this.failure(thrown);
    }
  }

  /** Whether the page may be left: a form in which something was typed asks first. */
  async mayLeave(): Promise<boolean> {
    return this.form === null || (await this.form.mayLeave());
  }

  /** What keeps the page from being saved: it could not be done, it is being done, or it is the person's to do. */
  get unsaved(): 'failed' | 'saving' | 'form' | null {
    if (this.draft.failure !== null) return 'failed';
    if (this.draft.pending || this.form?.busy) return 'saving';
    return this.form?.dirty ? 'form' : null;
  }

  /** Makes everything that was entered durable; the shell asks for it before it closes the window. */
  flush(): Promise<boolean> {
    return this.draft.flush();
  }
}

export const [useApp, provideApp] = createContext<App>();
