// A Host that answers as a test says, and remembers what it was asked.
import type { Commands, Events } from '../src/host/bindings';
import type { Host, Request } from '../src/host/host';

type Reply<C extends keyof Commands> = Commands[C]['reply'] | Promise<Commands[C]['reply']>;

/** What to answer to each command; one that is not named fails the call. */
export type Script = { [C in keyof Commands]?: (request: Commands[C]['request']) => Reply<C> };

export class ScriptedHost implements Host {
  readonly calls: { command: keyof Commands; request: unknown }[] = [];
  title = '';
  closed = false;
  #mayClose: () => Promise<boolean> = () => Promise.resolve(true);
  readonly #script: Script;
  readonly #handlers = new Map<keyof Events, Set<(payload: never) => void>>();

  constructor(script: Script) {
    this.#script = script;
  }

  async call<C extends keyof Commands>(command: C, ...request: Request<C>): Promise<Commands[C]['reply']> {
    this.calls.push({ command, request: request[0] });
    const reply = this.#script[command] as ((request: unknown) => Reply<C>) | undefined;
    if (!reply) throw new Error(`the test does not say what ${command} answers`);
    // As over the real boundary: never the same object.
    return structuredClone(await reply(request[0]));
  }

  listen<E extends keyof Events>(event: E, handler: (payload: Events[E]) => void): () => void {
    const handlers = this.#handlers.get(event) ?? new Set();
    handlers.add(handler as (payload: never) => void);
    this.#handlers.set(event, handlers);
    return () => handlers.delete(handler as (payload: never) => void);
  }

  setTitle(title: string): void {
    this.title = title;
  }

  beforeClose(mayClose: () => Promise<boolean>): () => void {
    this.#mayClose = mayClose;
    return () => {};
  }

  close(): void {
    this.closed = true;
  }

  quit(): void {
    void this.askToClose();
  }

  /** The person closes the window. */
  async askToClose(): Promise<void> {
    if (await this.#mayClose()) this.close();
  }

  /** The core says something by itself. */
  emit<E extends keyof Events>(event: E, payload: Events[E]): void {
    for (const handler of this.#handlers.get(event) ?? []) handler(payload as never);
  }

  /** The requests of one command, in order. */
  asked<C extends keyof Commands>(command: C): Commands[C]['request'][] {
    return this.calls
      .filter((call) => call.command === command)
      .map(({ request }) => request as Commands[C]['request']);
  }
}

/** A promise that the test settles when it likes. */
export function held<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
} {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
