// The preferences of this computer, applied to the page as soon as they are known.
import type { Preferences } from '../host/bindings';
import type { Host } from '../host/host';
import { USUAL_PERCENT, zoomed } from './zoom';

export class Settings {
  /** Null until the core answered; the page then looks as the system says. */
  current = $state.raw<Preferences | null>(null);
  readonly #host: Host;
  #changing: Promise<void> = Promise.resolve();
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
  change(part: Partial<Preferences>): Promise<void> {
    return this.#change(() => part);
  }

  /** Makes everything larger or smaller by a step, or as large as it usually is for 0; gives the percent. */
  async zoom(step: -1 | 0 | 1): Promise<number> {
    await this.#change(({ zoom }) => ({ zoom: zoomed(zoom, step) }));
    return this.current?.zoom ?? USUAL_PERCENT;
  }

  /** One change after the other: each begins with what the one before came to. */
  #change(part: (current: Preferences) => Partial<Preferences>): Promise<void> {
    const change = this.#changing.then(async () => {
      if (this.current === null) await this.load();
      if (this.current === null) return;
      const wanted = { ...this.current, ...part(this.current) };
      this.#take(await this.#host.call('set_preferences', wanted));
    });
    this.#changing = change.catch(() => {});
    return change;
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
