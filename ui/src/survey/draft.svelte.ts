// The section that is open, and what the person is entering in it. What was typed stays in its field until the core has
// it; an error is shown only once its field was left, or the person asked for all of them. The order of sending is in autosave.ts.
import { untrack } from 'svelte';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';

import type { Answered, Entry, Item, ItemProblem, Section } from '../host/bindings';
import { asFailure, type CommandFailure, type Host } from '../host/host';
import { TEXT_CHARS_MAX } from '../kit/limit';
import { share } from '../portal/share';
import { t } from '../texts';
import { Autosave } from './autosave';

/** Which problems may be shown: those of fields that were left, all that are wrong, or those that are missing as well. */
export type Shown = 'left' | 'wrong' | 'all';

export class Draft {
  /** The open section as the core last described it. */
  section = $state.raw<Section | null>(null);
  /** Why something could not be saved; it is kept here and sent again. */
  failure = $state.raw<CommandFailure | null>(null);
  /** Whether anything that was entered is not durable yet. */
  pending = $state(false);
  shown: Shown = $state('left');

  /** The draft that is open, by the case that it becomes. */
  #draft = '';
  readonly #host: Host;
  readonly #autosave: Autosave;
  readonly #refused: (failure: CommandFailure) => void;
  /** What is in a field and newer than the section. */
  readonly #entered = new SvelteMap<string, Entry[]>();
  readonly #left = new SvelteSet<string>();
  /** Too much was to be entered here, and was not let in. */
  readonly #overflowed = new SvelteSet<string>();
  /** Left, while what was typed last was not judged yet: what is known to be wrong may be wrong no more. */
  readonly #leaving = new Set<string>();
  readonly #changed = new Set<string>();
  #focused: string | null = null;

  constructor(host: Host, refused: (failure: CommandFailure) => void) {
    this.#host = host;
    this.#refused = refused;
    this.#autosave = new Autosave((path, value) => host.call('answer', { draft: this.#draft, path, value }), {
      saved: (path, value, answered) => this.#saved(path, value, answered),
      failed: (_, thrown) => this.#failed(thrown),
      pending: (pending) => {
        this.pending = pending;
      },
    });
  }

  /** Opens a section of a draft. With `all`, every problem is shown at once: the person came to mend them. */
  async open(draft: string, linkId: string, all: boolean): Promise<void> {
    if (this.#draft !== draft) await this.#change(draft);
    if (untrack(() => this.section?.linkId) !== linkId) this.section = null;
    this.#left.clear();
    this.#overflowed.clear();
    this.#leaving.clear();
    this.#changed.clear();
    this.#focused = null;
    this.shown = all ? 'all' : 'left';
    const section = await this.#autosave.read(() =>
      this.#host.call('section', { draft: this.#draft, linkId }),
    );
    if (!all && section.state === 'needsAttention') this.shown = 'wrong';
    this.#show(section);
  }

  /** Looks again, because answers came from another device; what is being typed stays. */
  async refresh(): Promise<void> {
    const linkId = this.section?.linkId;
    if (linkId === undefined) return;
    const section = await this.#autosave.read(() =>
      this.#host.call('section', { draft: this.#draft, linkId }),
    );
    if (this.section?.linkId === linkId) this.#show(section);
  }

  /** What the field of this item holds. */
  value(item: Item): Entry[] {
    return this.#entered.get(item.path) ?? item.value;
  }

  /** More was to be entered than an answer holds: it was not let in, and that is said. */
  overflow(path: string): void {
    this.#overflowed.add(path);
  }

  /** Text is being typed. */
  type(path: string, value: Entry[]): void {
    this.#overflowed.delete(path);
    this.#changed.add(path);
    this.#entered.set(path, value);
    this.#autosave.type(path, value);
  }

  /** A choice was made. */
  choose(path: string, value: Entry[]): void {
    this.#overflowed.delete(path);
    this.#changed.add(path);
    this.#entered.set(path, value);
    this.#autosave.enter(path, value);
  }

  focus(path: string): void {
    this.#focused = path;
  }

  /** The field was left: what was typed is sent, and what is wrong with it may be said. */
  leave(path: string): void {
    if (this.#focused === path) this.#focused = null;
    this.#autosave.leave(path);
    if (this.#changed.has(path)) (this.#autosave.holds(path) ? this.#leaving : this.#left).add(path);
    this.#release(path);
  }

  /** A group was left after something in it had been changed. */
  leaveGroup(path: string): void {
    this.#left.add(path);
  }

  /** What is wrong with this item and may be said now. */
  problems(item: Item): ItemProblem[] {
    const left = this.#left.has(item.path);
    const known = item.problems.filter((problem) => !problem.warning && (left || this.#isAsked(problem)));
    return this.#overflowed.has(item.path) ? [this.#tooLong(item), ...known] : known;
  }

  /** The lines of the summary on top: nothing until the person asked, or came to a section that needs attention. */
  get summary(): ItemProblem[] {
    return this.section?.problems.filter((problem) => this.#isAsked(problem)) ?? [];
  }

  /** Adds an instance to a repeat; gives its path. */
  async add(path: string): Promise<string | null> {
    return (
      (await this.#act(() => this.#host.call('add_instance', { draft: this.#draft, path })))?.added ?? null
    );
  }

  /** Removes an instance; false when it could not be done. */
  async remove(path: string): Promise<boolean> {
    return (await this.#act(() => this.#host.call('remove_instance', { draft: this.#draft, path }))) !== null;
  }

  /** Settles a conflict; false when it could not be done. */
  async settle(path: string, edit: string): Promise<boolean> {
    this.#entered.delete(path);
    return (
      (await this.#act(() => this.#host.call('choose_answer', { draft: this.#draft, path, edit }))) !== null
    );
  }

  /** Resolves to true when everything entered is durable. Sends again what failed. */
  flush(): Promise<boolean> {
    return this.#autosave.flush();
  }

  /** What was entered in the draft that was open is durable before another takes its place: it is an answer to that one. */
  async #change(draft: string): Promise<void> {
    if (!(await this.flush())) throw this.failure ?? asFailure(null, t('ui-failure-not-saved'));
    this.#draft = draft;
    this.section = null;
    this.#entered.clear();
  }

  #tooLong({ path, text }: Item): ItemProblem {
    const sentence = t('ui-too-long', { max: TEXT_CHARS_MAX });
    return {
      path,
      section: this.section?.linkId ?? '',
      label: text,
      sentence,
      missing: false,
      warning: false,
    };
  }

  #isAsked(problem: ItemProblem): boolean {
    return this.shown === 'all' || (this.shown === 'wrong' && !problem.missing);
  }

  async #act(run: () => Promise<Answered>): Promise<Answered | null> {
    try {
      const answered = await this.#autosave.act(run);
      this.failure = null;
      this.#take(answered.section);
      return answered;
    } catch (thrown) {
      this.#failed(thrown);
      return null;
    }
  }

  #saved(path: string, value: Entry[], answered: Answered): void {
    this.failure = null;
    this.#take(answered.section);
    if (this.#entered.get(path) === value) this.#release(path);
    if (!this.#autosave.holds(path) && this.#leaving.delete(path)) this.#left.add(path);
  }

  #failed(thrown: unknown): void {
    this.failure = asFailure(thrown, t('ui-failure-not-saved'));
    this.#refused(this.failure);
  }

  /** A reply may belong to a section that is not open any more. */
  #take(section: Section): void {
    if (this.section?.draft === section.draft && this.section.linkId === section.linkId) this.#show(section);
  }

  #show(section: Section): void {
    this.section = this.section === null ? section : share(this.section, section);
  }

  /** Hands the field back to the core's value, unless the person is in it or it holds something newer. */
  #release(path: string): void {
    if (this.#focused !== path && !this.#autosave.holds(path)) this.#entered.delete(path);
  }
}
