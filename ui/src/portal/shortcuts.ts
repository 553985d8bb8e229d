// Which keys mean which entry of the menu bar. What an entry does is the portal's affair.
import type { MenuEntry } from '../host/bindings';

export type Platform = 'linux' | 'macos' | 'windows';

/** The platform whose keys and words are used. */
export function platform(): Platform {
  if (/mac/i.test(navigator.platform)) return 'macos';
  return /win/i.test(navigator.platform) ? 'windows' : 'linux';
}

/** Whether this is a Mac, where Cmd takes the place of Ctrl and Alt with an arrow moves by words in a text. */
export function isMac(): boolean {
  return platform() === 'macos';
}

/** The entry that a key press asks for, if any. */
export function shortcutOf(event: KeyboardEvent, on: Platform): MenuEntry | null {
  const mac = on === 'macos';
  if (event.key === 'F1') return 'help';
  if (event.key === 'F3' && !mac) return event.shiftKey ? 'findPrevious' : 'findNext';
  const back = mac ? event.metaKey && event.key === '[' : event.altKey && event.key === 'ArrowLeft';
  if (back) return 'back';
  const command = mac ? event.metaKey : event.ctrlKey;
  if (!command || event.altKey) return null;
  // On some keyboards + and = are one key, with or without Shift.
  if (event.key === '+' || event.key === '=') return 'zoomIn';
  if (event.key === '-' || event.key === '_') return 'zoomOut';
  const key = event.key.toLowerCase();
  return event.shiftKey ? withShift(key, mac) : withCommand(key, on);
}

function withCommand(key: string, on: Platform): MenuEntry | null {
  switch (key) {
    case 's':
      return 'save';
    case 'p':
      return 'print';
    case ',':
      return 'preferences';
    case 'f':
      return 'find';
    case 'g':
      return 'findNext';
    case 'k':
      return 'findService';
    case '0':
      return 'zoomReset';
    // macOS edits by its own menu; Windows closes by Alt+F4.
    case 'z':
      return on === 'macos' ? null : 'undo';
    case 'y':
      return on === 'macos' ? null : 'redo';
    case 'q':
      return on === 'linux' ? 'quit' : null;
    default:
      return null;
  }
}

function withShift(key: string, mac: boolean): MenuEntry | null {
  if (key === 'g') return 'findPrevious';
  return key === 'z' && !mac ? 'redo' : null;
}

/** The keys as the Help page prints them. */
export function keysOf(
  entry:
    | 'save'
    | 'print'
    | 'preferences'
    | 'find'
    | 'findService'
    | 'undo'
    | 'zoomIn'
    | 'zoomOut'
    | 'zoomReset'
    | 'help'
    | 'back',
  mac: boolean,
): string {
  const command = mac ? '⌘ ' : 'Ctrl + ';
  switch (entry) {
    case 'save':
      return `${command}S`;
    case 'print':
      return `${command}P`;
    case 'preferences':
      return `${command},`;
    case 'find':
      return `${command}F`;
    case 'findService':
      return `${command}K`;
    case 'undo':
      return `${command}Z`;
    case 'zoomIn':
      return mac ? '⌘ +' : 'Ctrl + “+”';
    case 'zoomOut':
      return `${command}−`;
    case 'zoomReset':
      return `${command}0`;
    case 'help':
      return 'F1';
    case 'back':
      return mac ? '⌘ [' : 'Alt + ←';
  }
}
