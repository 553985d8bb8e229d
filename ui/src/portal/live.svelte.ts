// What the core says by itself, kept for the pages: status in words, and a count per topic that goes up when something changed
// underneath. `watch` is how a page asks for its content and asks again.
import { untrack } from 'svelte';

import type { Changed, Status } from '../host/bindings';
import { asFailure, type CommandFailure, type Host } from '../host/host';
import { t } from '../texts';
import { share } from './share';

/** What pages ask again after; what waits to be sent is part of the status, and goes on its way without the record saying so. */
export type Topic = Changed | 'status';

export class Live {
  /** Null until the core answered for the first time. */
  status = $state.raw<Status | null>(null);
  readonly #counts: Record<Topic, number> = $state({ session: 0, record: 0, draft: 0, status: 0 });
  readonly #stops: (() => void)[];

  constructor(host: Host) {
    this.#stops = [
      host.listen('status', (status) => {
        const now = share(this.status, status);
        if (now !== this.status) this.touch('status');
        this.status = now;
      }),
      host.listen('changed', (topic) => this.touch(topic)),
    ];
  }

  /** How often this topic changed; reading it in an effect runs the effect again with the next change. */
  count(topic: Topic): number {
    return this.#counts[topic];
  }

  /** Says that this topic changed. */
  touch(topic: Topic): void {
    this.#counts[topic] += 1;
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }
}

/** What a query gave last, and why the latest one failed. */
export class Loaded<T> {
  value = $state.raw<T | null>(null);
  failure = $state.raw<CommandFailure | null>(null);
  readonly #ask: () => Promise<T>;
  readonly #refused: (failure: CommandFailure) => void;
  readonly #arrived: (value: T) => void;
  #latest = 0;
  #asking: Promise<void> = Promise.resolve();

  /** `arrived` hears of every value before it is shown. */
  constructor(
    ask: () => Promise<T>,
    refused: (failure: CommandFailure) => void,
    arrived: (value: T) => void = () => {},
  ) {
    this.#ask = ask;
    this.#refused = refused;
    this.#arrived = arrived;
  }

  /** Asks again. What stood before stays until the answer is there; only the latest question counts, and whoever asked before
   *  it waits for its answer as well. */
  async load(): Promise<void> {
    let asking = this.#load();
    this.#asking = asking;
    await asking;
    while (asking !== this.#asking) {
      asking = this.#asking;
      await asking;
    }
  }

  async #load(): Promise<void> {
    const mine = ++this.#latest;
    try {
      const value = await this.#ask();
      if (mine === this.#latest) this.set(value);
    } catch (thrown) {
      if (mine !== this.#latest) return;
      this.failure = asFailure(thrown, t('ui-failure-unknown'));
      this.#refused(this.failure);
    }
  }

  /** Takes what another command returned, without asking. */
  set(value: T): void {
    this.#latest += 1;
    this.#arrived(value);
    this.value = this.value === null ? value : share(this.value, value);
    this.failure = null;
  }
}

/** Asks now and whenever one of the topics changes. To be called while a component is set up. */
export function watch<T>(
  live: Live,
  refused: (failure: CommandFailure) => void,
  ask: () => Promise<T>,
  ...topics: Topic[]
): Loaded<T> {
  const loaded = new Loaded(ask, refused);
  $effect(() => {
    for (const topic of topics) live.count(topic);
    untrack(() => void loaded.load());
  });
  return loaded;
}
