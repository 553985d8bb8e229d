// Where the person is in the portal, and the way back. What was entered is saved before a page is left.

/** A page, and what it needs to know. */
export type Place =
  | { page: 'home' }
  | { page: 'renewal' }
  | {
      page: 'section';
      linkId: string;
      /** The item to put the focus on. */
      path?: string;
    }
  | { page: 'review' }
  | { page: 'documents'; key?: string }
  | { page: 'outbox' }
  | { page: 'preferences' }
  | { page: 'help' };

/** One stay on a page; a new id for every arrival, so that arriving again starts the page afresh. */
export interface Visit {
  id: number;
  place: Place;
}

const STEPS_BACK_MAX = 50;

export class Navigation {
  current: Visit = $state.raw({ id: 0, place: { page: 'home' } });
  #behind: Place[] = $state.raw([]);
  readonly #beforeLeaving: () => Promise<unknown>;

  constructor(beforeLeaving: () => Promise<unknown>) {
    this.#beforeLeaving = beforeLeaving;
  }

  /** Whether there is a page to go back to. */
  get canGoBack(): boolean {
    return this.#behind.length > 0;
  }

  async go(place: Place): Promise<void> {
    await this.#beforeLeaving();
    const from = this.current.place;
    if (!isSame(from, place)) this.#behind = [...this.#behind, from].slice(-STEPS_BACK_MAX);
    this.#arrive(place);
  }

  async back(): Promise<void> {
    await this.#beforeLeaving();
    const place = this.#behind.at(-1);
    if (!place) return;
    this.#behind = this.#behind.slice(0, -1);
    this.#arrive(place);
  }

  /** Another person, another way: nothing leads back. */
  restart(): void {
    this.#behind = [];
    this.#arrive({ page: 'home' });
  }

  #arrive(place: Place): void {
    this.current = { id: this.current.id + 1, place };
  }
}

function isSame(one: Place, other: Place): boolean {
  if (one.page === 'section' && other.page === 'section') return one.linkId === other.linkId;
  return one.page === other.page;
}

/** The entry of the left rail that a place belongs to. */
export function entryOf(place: Place): 'home' | 'renewal' | 'documents' | 'preferences' | 'help' | null {
  switch (place.page) {
    case 'section':
    case 'review':
      return 'renewal';
    case 'outbox':
      return null;
    default:
      return place.page;
  }
}
