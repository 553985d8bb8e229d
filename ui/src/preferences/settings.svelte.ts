// The preferences of this computer, applied to the page as soon as they are known.
import type { Preferences } from '../host/bindings';
import type { Host } from '../host/host';

export class Settings {
  /** Null until the core answered; the page then looks as the system says. */
  current = $state.raw<Preferences | null>(null);
  readonly #host: Host;
  readonly #prefersDark = matchMedia('(prefers-color-scheme: dark)');

  constructor(host: Host) {
    this.#host = host;
    this.#prefersDark.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  async load(): Promise<void> {
    this.#take(await this.#host.call('preferences'));
  }

  /** Changes some of them; what is not named stays. */
  async change(part: Partial<Preferences>): Promise<void> {
    if (this.current === null) await this.load();
    if (this.current === null) return;
    const wanted = { ...this.current, ...part };
    this.#take(await this.#host.call('set_preferences', wanted));
  }

  #take(preferences: Preferences): void {
    this.current = preferences;
    this.#apply();
  }

  #apply(): void {
    const { theme, textSize } = this.current ?? { theme: 'system', textSize: 'normal' };
    const dark = theme === 'dark' || (theme === 'system' && this.#prefersDark.matches);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    document.documentElement.dataset['textSize'] = textSize;
  }
}
