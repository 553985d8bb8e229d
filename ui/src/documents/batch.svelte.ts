// Documents that are saved, printed or sent one after the other: how far it is, stopping, and what could not be done. One that
// fails does not keep the others back.
import type { DocumentSummary, SavedDocument } from '../host/bindings';
import type { CommandFailure } from '../host/host';

export type Act = 'save' | 'print' | 'send';

/** What is being done now. */
export interface Running {
  act: Act;
  /** The number of the document, from 1. */
  number: number;
  count: number;
  title: string;
  stopping: boolean;
}

/** What came of it. */
export interface Result {
  act: Act;
  done: number;
  count: number;
  stopped: boolean;
  failures: { key: string; title: string; sentence: string }[];
  /** The last file that was saved. */
  saved: SavedDocument | null;
}

export class Batch {
  running: Running | null = $state.raw(null);
  result: Result | null = $state.raw(null);
  readonly #failure: (thrown: unknown) => CommandFailure;
  /** Counted up to forget a run that still waits for its answer. */
  #run = 0;

  constructor(failure: (thrown: unknown) => CommandFailure) {
    this.#failure = failure;
  }

  /** Does `each` with one document after the other; a file that it gives is where it was saved. Does nothing while another runs. */
  async run(
    act: Act,
    documents: DocumentSummary[],
    each: (document: DocumentSummary) => Promise<SavedDocument | null>,
  ): Promise<void> {
    if (this.running !== null) return;
    const mine = ++this.#run;
    const count = documents.length;
    const failures: Result['failures'] = [];
    let done = 0;
    let saved: SavedDocument | null = null;
    let stopped = false;
    this.result = null;
    for (const [index, document] of documents.entries()) {
      const { key, title } = document;
      this.running = { act, number: index + 1, count, title, stopping: false };
      try {
        saved = (await each(document)) ?? saved;
        done += 1;
      } catch (thrown) {
        const { code, sentence } = this.#failure(thrown);
        failures.push({ key, title, sentence });
        // Nobody is there any more: the rest would fail in the same way.
        stopped = code === 'signedOut' || code === 'locked';
      }
      if (mine !== this.#run) return;
      stopped ||= this.running.stopping && index + 1 < count;
      if (stopped) break;
    }
    this.running = null;
    this.result = { act, done, count, stopped, failures, saved };
  }

  /** Stops after the document that is being done. */
  stop(): void {
    if (this.running) this.running = { ...this.running, stopping: true };
  }

  /** The result was read. */
  close(): void {
    this.result = null;
  }

  /** Another person is there: what was done before is none of theirs. */
  forget(): void {
    this.#run += 1;
    this.running = null;
    this.result = null;
  }
}
