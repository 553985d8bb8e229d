// The Host of the real application: Tauri's bridge. The only file that knows Tauri.
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWindow } from '@tauri-apps/api/window';

import type { Commands, Events } from './bindings';
import type { Host, Request } from './host';

export const tauriHost: Host = {
  call<C extends keyof Commands>(command: C, ...request: Request<C>): Promise<Commands[C]['reply']> {
    return invoke<Commands[C]['reply']>(command, request.length === 0 ? {} : { request: request[0] });
  },

  listen<E extends keyof Events>(event: E, handler: (payload: Events[E]) => void): () => void {
    const stop = listen<Events[E]>(event, ({ payload }) => handler(payload));
    return () => void stop.then((unlisten) => unlisten());
  },

  setTitle(title: string): void {
    document.title = title;
    getCurrentWindow().setTitle(title).catch(console.error);
  },

  beforeClose(mayClose: () => Promise<boolean>): () => void {
    const stop = getCurrentWindow().onCloseRequested(async (event) => {
      // A window that cannot be closed is worse than one that was closed without asking.
      if (!(await mayClose().catch(() => true))) event.preventDefault();
    });
    return () => void stop.then((unlisten) => unlisten());
  },

  close(): void {
    getCurrentWindow().destroy().catch(console.error);
  },

  quit(): void {
    getCurrentWindow().close().catch(console.error);
  },
};
