// Where the person is in the portal, and the way back. What was entered is saved before a page is left; what cannot be saved
// by itself keeps the person on the page until they have decided.
import type { Change, ProfilePage } from '../host/bindings';

/** A page, and what it needs to know. */
export type Place =
  | { page: 'home' }
  | { page: 'renewal' }
  | {
      page: 'services';
      /** The search box takes the focus. */
      find?: true;
    }
  | {
      page: 'service';
      /** `resign`. */
      key: string;
    }
  | {
      page: 'case';
      /** Its name: `resign/1`. */
      case: string;
    }
  | {
      page: 'section';
      /** The draft, by the case that it becomes. */
      draft: string;
      linkId: string;
      /** The item to put the focus on. */
      path?: string;
    }
  | {
      page: 'review';
      /** The draft, by the case that it becomes. */
      draft: string;
    }
  | {
      page: 'profile';
      /** None: its first page. */
      section?: ProfilePage;
      /** A refused change that is to be made again: its form opens with what was entered. */
      again?: Change;
    }
  | {
      page: 'documents';
      /** None: all of them. */
      key?: string;
    }
  | { page: 'outbox' }
  | { page: 'preferences' }
  | { page: 'help' }
  | { page: 'about' };

/** One stay on a page; a new id for every arrival, so that arriving again starts the page afresh. */
export interface Visit {
  id: number;
  place: Place;
}

const STEPS_BACK_MAX = 50;

export class Navigation {
  current: Visit = $state.raw({ id: 0, place: { page: 'home' } });
  #behind: Place[] = $state.raw([]);
  readonly #mayLeave: () => Promise<boolean>;

  constructor(mayLeave: () => Promise<boolean>) {
    this.#mayLeave = mayLeave;
  }

  /** Whether there is a page to go back to. */
  get canGoBack(): boolean {
    return this.#behind.length > 0;
  }

  async go(place: Place): Promise<void> {
    if (!(await this.#mayLeave())) return;
    const from = this.current.place;
    if (!isSame(from, place)) this.#behind = [...this.#behind, plain(from)].slice(-STEPS_BACK_MAX);
    this.#arrive(place);
  }

  async back(): Promise<void> {
    if (!(await this.#mayLeave())) return;
    const place = this.#behind.at(-1);
    if (!place) return;
    this.#behind = this.#behind.slice(0, -1);
    this.#arrive(place);
  }

  #arrive(place: Place): void {
    this.current = { id: this.current.id + 1, place };
  }
}

/** The place to come back to: what was opened there on arrival is not opened again. */
function plain(place: Place): Place {
  if (place.page === 'services') return { page: 'services' };
  return place.page === 'profile' && place.section ? { page: 'profile', section: place.section } : place;
}

function isSame(one: Place, other: Place): boolean {
  if (one.page === 'section' && other.page === 'section')
    return one.draft === other.draft && one.linkId === other.linkId;
  if (one.page === 'review' && other.page === 'review') return one.draft === other.draft;
  if (one.page === 'service' && other.page === 'service') return one.key === other.key;
  if (one.page === 'case' && other.page === 'case') return one.case === other.case;
  if (one.page === 'profile' && other.page === 'profile') return one.section === other.section;
  if (one.page === 'documents' && other.page === 'documents') return one.key === other.key;
  return one.page === other.page;
}

/** Whether this is the renewal of a year, by its name: `renewal/2027`. */
export function isRenewal(name: string): boolean {
  return name.startsWith('renewal/');
}

/** The entry of the left rail that a place belongs to. */
export function entryOf(
  place: Place,
): 'home' | 'renewal' | 'profile' | 'services' | 'documents' | 'preferences' | 'help' | null {
  switch (place.page) {
    case 'section':
    case 'review':
      return isRenewal(place.draft) ? 'renewal' : 'services';
    case 'case':
      return isRenewal(place.case) ? 'renewal' : 'services';
    case 'service':
      return 'services';
    case 'outbox':
      return null;
    case 'about':
      return 'help';
    default:
      return place.page;
  }
}
