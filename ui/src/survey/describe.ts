// Which texts describe a control to a screen reader, and how long help is folded.
import type { Item, ItemProblem } from '../host/bindings';
import { idOf } from './focus';

/** Help up to this length is shown whole. */
const HELP_SHOWN_MAX = 320;

/** The part of the help that is always shown, and the part that is folded away. */
export function foldHelp(help: string | null): { shown: string | null; folded: string | null } {
  if (help === null || help === '') return { shown: null, folded: null };
  const end = help.indexOf('\n');
  if (help.length <= HELP_SHOWN_MAX || end <= 0) return { shown: help, folded: null };
  return { shown: help.slice(0, end).trim(), folded: help.slice(end).trim() };
}

/** The one hint of an item: its help, which gives an example where one is needed, or else how it is entered. */
export function hintOf({ help, entryFormat }: Item): { shown: string | null; folded: string | null } {
  return foldHelp(help === null || help === '' ? entryFormat : help);
}

/** The ids of what describes the item's control, or undefined when nothing does. */
export function describedBy(
  item: Item,
  problems: ItemProblem[],
  ...more: (string | false)[]
): string | undefined {
  const id = idOf(item.path);
  const ids = [
    hintOf(item).shown !== null && `${id}-help`,
    problems.length > 0 && `${id}-error`,
    item.problems.some(({ warning }) => warning) && `${id}-warning`,
    item.lastYear !== null && `${id}-last-year`,
    ...more,
  ];
  return ids.filter((named) => named !== false).join(' ') || undefined;
}
