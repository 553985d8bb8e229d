// The order in which what the person enters reaches the core. One call is under way at a time, so answers never overtake
// each other and a reply is never older than the one before; a newer answer replaces one that has not been sent.
// It holds values only until they are durable. What is shown, and when an error is shown, is not decided here.
import type { Answered, Entry } from '../host/bindings';

/** Typing counts as finished for the moment after this pause. */
export const PAUSE_MS = 300;
/** Typing without a pause waits no longer than this: with the way to the file, less than a second. */
export const LONGEST_MS = 800;

/** What the owner of the queue hears. */
export interface Listener {
  /** The answer is durable. */
  saved(path: string, value: Entry[], answered: Answered): void;
  /** The answer is kept here, and will be sent again with the next one or on `retry`. */
  failed(path: string, thrown: unknown): void;
  /** Whether anything that was entered is not durable, each time that changes. */
  pending(pending: boolean): void;
}

type Step =
  | { kind: 'answer'; path: string; value: Entry[] }
  /** Changes something, or only looks. */
  | { kind: 'act' | 'read'; run: () => Promise<void> };

/** Typed, and the typing goes on. */
interface Typing {
  value: Entry[];
  pause: ReturnType<typeof setTimeout>;
  longest: ReturnType<typeof setTimeout>;
}

export class Autosave {
  readonly #send: (path: string, value: Entry[]) => Promise<Answered>;
  readonly #listener: Listener;
  readonly #typing = new Map<string, Typing>();
  /** Could not be saved. */
  readonly #failed = new Map<string, Entry[]>();
  readonly #steps: Step[] = [];
  #underWay: Step | null = null;
  #pending = false;
  #running: Promise<void> | null = null;

  constructor(send: (path: string, value: Entry[]) => Promise<Answered>, listener: Listener) {
    this.#send = send;
    this.#listener = listener;
  }

  /** Text is being typed: it is sent when the typing pauses or has gone on for long, or on `leave` or `flush`. */
  type(path: string, value: Entry[]): void {
    const before = this.#typing.get(path);
    clearTimeout(before?.pause);
    const leave = (): void => this.leave(path);
    const longest = before?.longest ?? setTimeout(leave, LONGEST_MS);
    this.#typing.set(path, { value, pause: setTimeout(leave, PAUSE_MS), longest });
    this.#tell();
  }

  /** A choice was made, or the text is final: it is sent now. */
  enter(path: string, value: Entry[]): void {
    this.#stopTyping(path);
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
    return this.#step('act', run);
  }

  /** The same for what changes nothing. */
  read<T>(run: () => Promise<T>): Promise<T> {
    return this.#step('read', run);
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
      [this.#underWay, ...this.#steps].some((step) => step?.kind === 'answer' && step.path === path)
    );
  }

  #step<T>(kind: 'act' | 'read', run: () => Promise<T>): Promise<T> {
    this.#queueTyped();
    return new Promise<T>((resolve, reject) => {
      this.#steps.push({ kind, run: () => run().then(resolve, reject) });
      this.#start();
      this.#tell();
    });
  }

  #tell(): void {
    const pending =
      this.#typing.size > 0 ||
      this.#failed.size > 0 ||
      [this.#underWay, ...this.#steps].some((step) => step !== null && step.kind !== 'read');
    if (pending === this.#pending) return;
    this.#pending = pending;
    this.#listener.pending(pending);
  }

  #stopTyping(path: string): void {
    const typed = this.#typing.get(path);
    clearTimeout(typed?.pause);
    clearTimeout(typed?.longest);
    this.#typing.delete(path);
  }

  #queueTyped(): void {
    for (const [path, { value }] of [...this.#typing]) {
      this.#stopTyping(path);
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
    this.#tell();
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  async #run(): Promise<void> {
    for (let step = this.#steps.shift(); step; step = this.#steps.shift()) {
      this.#underWay = step;
      if (step.kind === 'answer') await this.#answer(step.path, step.value);
      else await step.run();
      this.#underWay = null;
      this.#tell();
    }
  }

  async #answer(path: string, value: Entry[]): Promise<void> {
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
