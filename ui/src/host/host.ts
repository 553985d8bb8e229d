// The port between the interface and the core. What crosses it is named in bindings.ts, which is generated from crates/ipc.
// Pages receive a Host; nothing else in the interface knows that there is a desktop shell. Nothing is decided here.
import type { Commands, Events, Failure, FailureCode } from './bindings';

/** The arguments that a command takes: none, or its request. */
export type Request<C extends keyof Commands> = Commands[C]['request'] extends null
  ? []
  : [request: Commands[C]['request']];

/** What the window can ask of the core, and hear from it. */
export interface Host {
  /** Rejects with a `CommandFailure`. */
  call<C extends keyof Commands>(command: C, ...request: Request<C>): Promise<Commands[C]['reply']>;
  /** Returns how to stop listening. */
  listen<E extends keyof Events>(event: E, handler: (payload: Events[E]) => void): () => void;
  /** Names the window, in its bar and in the list of windows. */
  setTitle(title: string): void;
  /** Asks before the window closes; it stays open when the answer is false. Returns how to stop being asked. */
  beforeClose(mayClose: () => Promise<boolean>): () => void;
  /** Closes the window without asking. */
  close(): void;
  /** Asks to close the window, as its own button does. */
  quit(): void;
}

/** The same host for as long as `going` says so: whoever asks later is refused, so that nothing of one person's is done for the next. */
export function during(host: Host, going: () => boolean): Host {
  return {
    call: (command, ...request) =>
      going()
        ? host.call(command, ...request)
        : Promise.reject(new CommandFailure({ code: 'signedOut', sentence: '' })),
    listen: (event, handler) => host.listen(event, handler),
    setTitle: (title) => host.setTitle(title),
    beforeClose: (mayClose) => host.beforeClose(mayClose),
    close: () => host.close(),
    quit: () => host.quit(),
  };
}

/** A command that could not be done; `sentence` is for the person. */
export class CommandFailure extends Error implements Failure {
  readonly code: FailureCode;
  readonly sentence: string;

  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.sentence}`);
    this.name = 'CommandFailure';
    this.code = failure.code;
    this.sentence = failure.sentence;
  }
}

/** Whatever was thrown, as a failure that can be shown; `otherwise` is the sentence when the core gave none. */
export function asFailure(thrown: unknown, otherwise: string): CommandFailure {
  if (thrown instanceof CommandFailure) return thrown;
  if (isFailure(thrown)) return new CommandFailure(thrown);
  console.error(thrown);
  return new CommandFailure({ code: 'other', sentence: otherwise });
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    'sentence' in value &&
    typeof value.code === 'string' &&
    typeof value.sentence === 'string'
  );
}
