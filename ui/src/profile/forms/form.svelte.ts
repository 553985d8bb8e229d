// One edit of the profile while it is being entered. What was typed stays here whatever happens underneath; what it would do
// is asked of the core as it is typed, and only the latest answer counts. An error is shown once its field was left, or the
// person asked to save. What is right is the core's to say.
import { SvelteSet } from 'svelte/reactivity';

import type { Change, EnteredEdit, FieldProblem, Prediction, ProfileEdit } from '../../host/bindings';
import { asFailure, type CommandFailure, type Host } from '../../host/host';
import { t } from '../../texts';

/** Typing counts as finished for the moment after this pause. */
export const PAUSE_MS = 200;

/** A line of the summary. */
export interface Line {
  path: string;
  label: string;
  sentence: string;
}

export class Form<E extends ProfileEdit = ProfileEdit> {
  /** As entered so far. */
  edit: E;
  /** What the core said last of what is entered. */
  prediction = $state.raw<Prediction | null>(null);
  /** Why it could not be saved; everything is still here. */
  failure = $state.raw<CommandFailure | null>(null);
  busy = $state(false);
  /** Every problem is shown: the person asked to save. */
  asked = $state(false);
  /** Whether anything is entered that closing would lose. */
  readonly dirty = $derived.by(() => JSON.stringify(this.edit) !== this.#first);

  readonly #host: Host;
  readonly #refused: (failure: CommandFailure) => void;
  readonly #first: string;
  readonly #labels = new Map<string, string>();
  readonly #changed = new Set<string>();
  readonly #left = new SvelteSet<string>();
  /** Left, while what was typed last was not judged yet; with the state of the form that has to be judged. */
  readonly #leaving = new Map<string, number>();
  /** Goes up with everything that is entered. */
  #revision = 0;
  #judged = -1;
  /** What the person saw: as it was when the form was opened, until the core told of something newer. */
  #seen: number | undefined;
  #questions = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, first: E, refused: (failure: CommandFailure) => void) {
    this.#host = host;
    this.#refused = refused;
    this.#first = JSON.stringify(first);
    this.edit = $state($state.snapshot(first) as E);
  }

  /** What the core would do, with nothing in the way; empty while it is not known. */
  get result(): string[] {
    return this.prediction?.problems.length === 0 ? this.prediction.result : [];
  }

  /** What is wrong with the form as a whole, once something was entered. */
  get obstacles(): string[] {
    return this.dirty || this.asked ? this.#whole(this.prediction?.problems) : [];
  }

  /** What may be a mistake of the form as a whole. */
  get doubts(): string[] {
    return this.#whole(this.prediction?.warnings);
  }

  /** The lines of the summary; none until the person asked to save. */
  get summary(): Line[] {
    if (!this.asked) return [];
    return (this.prediction?.problems ?? []).map(({ field, sentence }) => ({
      path: field ?? '',
      label: field === null ? '' : (this.#labels.get(field) ?? ''),
      sentence,
    }));
  }

  /** Says what a field is called, for the summary. */
  name(field: string, label: string): void {
    this.#labels.set(field, label);
  }

  /** What is wrong with a field and may be said now. */
  error(field: string): string | null {
    if (!this.asked && !this.#left.has(field)) return null;
    return this.prediction?.problems.find((problem) => problem.field === field)?.sentence ?? null;
  }

  /** What may be a mistake in a field; never held back, as it is no reproach. */
  warning(field: string): string | null {
    return this.prediction?.warnings.find((problem) => problem.field === field)?.sentence ?? null;
  }

  /** Text is being typed into a field. */
  type(field: string): void {
    this.#touch(field);
    this.#timer = setTimeout(() => void this.predict(), PAUSE_MS);
  }

  /** A choice was made: it is final, and judged at once. */
  choose(field: string): void {
    this.#touch(field);
    void this.predict();
    this.#leave(field);
  }

  /** A field was left: what is wrong with it may be said, once it is known of what it holds now. */
  leave(field: string): void {
    if (!this.#changed.has(field)) return;
    if (this.#timer !== undefined) void this.predict();
    this.#leave(field);
  }

  /** Asks what the edit would do. An answer that another question has overtaken is dropped. */
  async predict(): Promise<void> {
    this.stop();
    const question = ++this.#questions;
    const revision = this.#revision;
    try {
      const prediction = await this.#host.call('predict', this.#entered());
      if (question !== this.#questions) return;
      this.#seen ??= prediction.seen;
      this.#judge(prediction, revision);
    } catch (thrown) {
      // Without a prediction the form still works; saving says what is the matter.
      if (question === this.#questions) this.#refused(asFailure(thrown, t('ui-failure-unknown')));
    }
  }

  /** Makes the change. Null when something stands in the way, which is then shown. */
  async save(): Promise<Change | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failure = null;
    this.stop();
    const revision = this.#revision;
    try {
      const reply = await this.#host.call('change', this.#entered());
      this.#questions += 1;
      if (reply.reply === 'made') return reply.change;
      this.asked = true;
      this.#seen = reply.prediction.seen;
      this.#judge(reply.prediction, revision);
    } catch (thrown) {
      this.failure = asFailure(thrown, t('ui-failure-not-saved'));
      this.#refused(this.failure);
    } finally {
      this.busy = false;
    }
    return null;
  }

  /** Asks nothing any more by itself. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #entered(): EnteredEdit {
    const edit = $state.snapshot(this.edit) as E;
    return this.#seen === undefined ? edit : { ...edit, seen: this.#seen };
  }

  #touch(field: string): void {
    this.stop();
    this.#changed.add(field);
    this.#revision += 1;
  }

  #leave(field: string): void {
    if (this.#judged >= this.#revision) this.#left.add(field);
    else this.#leaving.set(field, this.#revision);
  }

  #judge(prediction: Prediction, revision: number): void {
    this.prediction = prediction;
    this.#judged = revision;
    for (const [field, left] of this.#leaving) {
      if (left > revision) continue;
      this.#leaving.delete(field);
      this.#left.add(field);
    }
  }

  #whole(problems: FieldProblem[] = []): string[] {
    return problems.filter(({ field }) => field === null).map(({ sentence }) => sentence);
  }
}
