// The form that is open on a page of the profile, and the question that is asked: at most one of each. What an edit needs in
// order to be entered or confirmed is decided here; how a form looks is not.
import { tick } from 'svelte';

import type { App, OpenForm } from '../../app.svelte';
import type { ChangeActs } from '../../changes/acts';
import type { Change, ProfileEdit, ProfilePage } from '../../host/bindings';
import { t } from '../../texts';
import { pageOf } from '../sections';
import { Form } from './form.svelte';

export type EditOf<K extends ProfileEdit['edit']> = Extract<ProfileEdit, { edit: K }>;

/** An open form: where it stands on the page, what it is about, and the refused change that it makes anew. */
interface Opened {
  key: string;
  /** The entry that it changes, in words. */
  about: string | null;
  form: Form;
  again: Change | null;
}

/** An act that is confirmed rather than filled in. */
export interface Asked {
  edit: ProfileEdit;
  /** What it is about, in words. */
  about: string;
  again: Change | null;
}

/** Where the form of an edit stands; null for acts that are only confirmed. */
export function keyOf(edit: ProfileEdit): string | null {
  switch (edit.edit) {
    case 'phone':
      return `phone-${edit.kind}`;
    case 'address':
      return `address-${edit.fields.kind}`;
    case 'withdrawCollegeEmail':
    case 'withdrawAddress':
    case 'removeLocation':
    case 'removeActivity':
    case 'removePrivilege':
    case 'removeOtherRegistration':
      return null;
    default:
      return edit.edit;
  }
}

/** What tells the buttons that open forms apart. */
export function openerOf(key: string, about: string | null): string {
  return about === null ? key : `${key} ${about}`;
}

export class Forms implements OpenForm {
  open: Opened | null = $state.raw(null);
  asked: Asked | null = $state.raw(null);
  /** Answers whether what was typed may be lost; null while nobody asks. */
  discarding: ((discard: boolean) => void) | null = $state.raw(null);
  /** Asks the page for its content again. */
  reload: () => Promise<void> = () => Promise.resolve();
  /** Presses the button of the form that is open. */
  press: (() => void) | null = null;

  /** What the pages of the profile do about changes. */
  readonly acts: ChangeActs = {
    again: {
      words: ({ again }) =>
        t(again !== null && keyOf(again) === null ? 'ui-profile-again-act' : 'ui-profile-again'),
      run: (change) => void this.again(change),
    },
    takenBack: 'ui-profile-take-back-consequence',
    reload: () => this.reload(),
  };

  readonly #app: App;
  readonly #page: ProfilePage | null;

  constructor(app: App, page: ProfilePage | null) {
    this.#app = app;
    this.#page = page;
  }

  get dirty(): boolean {
    return this.open?.form.dirty ?? false;
  }

  get busy(): boolean {
    return this.open?.form.busy ?? false;
  }

  /** The form that stands at this place of the page, if it is open. */
  at<K extends ProfileEdit['edit']>(_kind: K, key: string = _kind): Form<EditOf<K>> | null {
    return this.open?.key === key ? (this.open.form as unknown as Form<EditOf<K>>) : null;
  }

  /** Opens the form of an edit, or asks to confirm it. `about` says in words what it changes. */
  async begin(edit: ProfileEdit, about: string | null = null, again: Change | null = null): Promise<void> {
    const key = keyOf(edit);
    if (key === null) {
      this.asked = { edit, about: about ?? '', again };
      return;
    }
    if (!(await this.mayLeave())) return;
    this.open?.form.stop();
    const form = new Form(this.#app.host, edit, (failure) => this.#app.refused(failure));
    this.open = { key, about, form, again };
    void form.predict();
  }

  /** Makes a refused change anew, with what was entered then; on its own page. */
  async again(change: Change): Promise<void> {
    if (change.again === null) return;
    const section = pageOf(change.again);
    if (section === this.#page) await this.begin(change.again, change.title, change);
    else await this.#app.navigation.go({ page: 'profile', section, again: change });
  }

  /** Closes the form, asking first when something would be lost; the focus goes back to what opened it. */
  async cancel(): Promise<void> {
    const opened = this.open;
    if (opened === null || !(await this.mayLeave())) return;
    this.#close();
    await tick();
    this.#focus(...openers(opened), 'h1');
  }

  /** A change was made: the page shows it, and the focus goes to it. */
  async made(change: Change, again: Change | null): Promise<void> {
    const opened = this.asked === null ? this.open : null;
    if (opened !== null) this.#close();
    this.asked = null;
    this.#app.say(t('ui-profile-made', { title: change.title }));
    if (again !== null) await this.#settle(again);
    await this.reload();
    await tick();
    this.#focus(
      `[data-change="${CSS.escape(change.id)}"]`,
      ...(opened === null ? [] : openers(opened)),
      'h1',
    );
  }

  async mayLeave(): Promise<boolean> {
    if (!this.open?.form.dirty) return true;
    this.discarding?.(false);
    return new Promise((resolve) => {
      this.discarding = (discard) => {
        this.discarding = null;
        resolve(discard);
      };
    });
  }

  save(): boolean {
    this.press?.();
    return this.press !== null;
  }

  /** A refused change that another took the place of. When it cannot be put away now, it only stays to be read. */
  async #settle({ id, canDismiss, canWithdraw }: Change): Promise<void> {
    try {
      if (canDismiss) await this.#app.host.call('dismiss_change', { id });
      else if (canWithdraw) await this.#app.host.call('withdraw_change', { id });
    } catch (thrown) {
      this.#app.failure(thrown);
    }
  }

  #close(): void {
    // The field that has the focus is left while its form is still there.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    this.open?.form.stop();
    this.open = null;
  }

  #focus(...places: string[]): void {
    for (const place of places) {
      const found = document.querySelector<HTMLElement>(place);
      if (!found) continue;
      found.focus({ preventScroll: true });
      found.scrollIntoView({ block: 'nearest' });
      return;
    }
  }
}

/** Where the button that opened a form is: the very one, or one of its kind when that is gone. */
function openers({ key, about }: Opened): string[] {
  return [`[data-opens="${CSS.escape(openerOf(key, about))}"] button`, `[data-opens="${key}"] button`];
}
