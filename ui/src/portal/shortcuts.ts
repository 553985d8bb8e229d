// Which keys mean which entry of the menu bar. What an entry does is the portal's affair.
import type { MenuEntry } from '../host/bindings';

/** Whether this is a Mac, where Cmd takes the place of Ctrl and Alt with an arrow moves by words in a text. */
export function isMac(): boolean {
  return /mac/i.test(navigator.platform);
}

/** The entry that a key press asks for, if any. */
export function shortcutOf(event: KeyboardEvent, mac: boolean): MenuEntry | null {
  if (event.key === 'F1') return 'help';
  const back = mac ? event.metaKey && event.key === '[' : event.altKey && event.key === 'ArrowLeft';
  if (back) return 'back';
  const command = mac ? event.metaKey : event.ctrlKey;
  if (!command || event.altKey || event.shiftKey) return null;
  switch (event.key.toLowerCase()) {
    case 's':
      return 'save';
    case 'p':
      return 'print';
    case ',':
      return 'preferences';
    default:
      return null;
  }
}

/** The keys as the Help page prints them. */
export function keysOf(entry: 'save' | 'print' | 'preferences' | 'help' | 'back', mac: boolean): string {
  const command = mac ? '⌘ ' : 'Ctrl + ';
  switch (entry) {
    case 'save':
      return `${command}S`;
    case 'print':
      return `${command}P`;
    case 'preferences':
      return `${command},`;
    case 'help':
      return 'F1';
    case 'back':
      return mac ? '⌘ [' : 'Alt + ←';
  }
}
