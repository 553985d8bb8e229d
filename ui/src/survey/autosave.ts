// The order in which what the person enters reaches the core. One call is under way at a time, so answers never overtake
// each other and a reply is never older than the one before; a newer answer replaces one that has not been sent.
// It holds values only until they are durable. What is shown, and when an error is shown, is not decided here.
import type { Answered, Entry } from '../host/bindings';

/** Typing counts as finished for the moment after this pause. */
export const PAUSE_MS = 300;

/** What the owner of the queue hears. */
export interface Listener {
  /** The answer is durable. */
  saved(path: string, value: Entry[], answered: Answered): void;
  /** The answer is kept here, and will be sent again with the next one or on `retry`. */
  failed(path: string, thrown: unknown): void;
}

type Step = { kind: 'answer'; path: string; value: Entry[] } | { kind: 'act'; run: () => Promise<void> };

export class Autosave {
  readonly #send: (path: string, value: Entry[]) => Promise<Answered>;
  readonly #listener: Listener;
  /** Typed, and the pause is not over. */
  readonly #typing = new Map<string, { value: Entry[]; timer: ReturnType<typeof setTimeout> }>();
  /** Could not be saved. */
  readonly #failed = new Map<string, Entry[]>();
  readonly #steps: Step[] = [];
  #underWay: string | null = null;
  #running: Promise<void> | null = null;

  constructor(send: (path: string, value: Entry[]) => Promise<Answered>, listener: Listener) {
    this.#send = send;
    this.#listener = listener;
  }

  /** Text is being typed: it is sent when the typing pauses, or on `leave` or `flush`. */
  type(path: string, value: Entry[]): void {
    this.#stopTimer(path);
    const timer = setTimeout(() => this.leave(path), PAUSE_MS);
    this.#typing.set(path, { value, timer });
  }

  /** A choice was made, or the text is final: it is sent now. */
  enter(path: string, value: Entry[]): void {
    this.#stopTimer(path);
    this.#failed.delete(path);
    this.#requeueFailed();
    this.#queue(path, value);
  }

  /** The field was left: what was typed is sent now. */
  leave(path: string): void {
    const typed = this.#typing.get(path);
    if (typed) this.enter(path, typed.value);
  }

  /** Runs something after all that was entered before it, and before all that is entered after it. */
  act<T>(run: () => Promise<T>): Promise<T> {
    this.#queueTyped();
    return new Promise<T>((resolve, reject) => {
      this.#steps.push({ kind: 'act', run: () => run().then(resolve, reject) });
      this.#start();
    });
  }

  /** Sends again what could not be saved. */
  retry(): Promise<boolean> {
    return this.flush();
  }

  /** Everything entered so far is durable when this resolves to true. */
  async flush(): Promise<boolean> {
    this.#requeueFailed();
    this.#queueTyped();
    while (this.#running) await this.#running;
    return this.#failed.size === 0;
  }

  /** True while this item has something that is not durable. */
  holds(path: string): boolean {
    return (
      this.#typing.has(path) ||
      this.#failed.has(path) ||
      this.#underWay === path ||
      this.#steps.some((step) => step.kind === 'answer' && step.path === path)
    );
  }

  #stopTimer(path: string): void {
    const typed = this.#typing.get(path);
    if (!typed) return;
    clearTimeout(typed.timer);
    this.#typing.delete(path);
  }

  #queueTyped(): void {
    for (const [path, { value }] of [...this.#typing]) {
      this.#stopTimer(path);
      this.#failed.delete(path);
      this.#queue(path, value);
    }
  }

  #requeueFailed(): void {
    const failed = [...this.#failed];
    this.#failed.clear();
    for (const [path, value] of failed) this.#queue(path, value);
  }

  #queue(path: string, value: Entry[]): void {
    const waiting = this.#steps.find((step) => step.kind === 'answer' && step.path === path);
    if (waiting?.kind === 'answer') waiting.value = value;
    else this.#steps.push({ kind: 'answer', path, value });
    this.#start();
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  async #run(): Promise<void> {
    for (let step = this.#steps.shift(); step; step = this.#steps.shift()) {
      if (step.kind === 'act') await step.run();
      else await this.#answer(step.path, step.value);
    }
  }

  async #answer(path: string, value: Entry[]): Promise<void> {
    this.#underWay = path;
    try {
      const answered = await this.#send(path, value);
      this.#underWay = null;
      this.#listener.saved(path, value, answered);
    } catch (thrown) {
      this.#underWay = null;
      // A newer value of the same item is about to be sent anyway.
      if (!this.holds(path)) this.#failed.set(path, value);
      this.#listener.failed(path, thrown);
    }
  }
}
