// A reply describes the whole section again. Where nothing changed, the objects already shown are kept, so that the page
// redraws the one field that changed instead of three hundred.

/** `next`, built from the parts of `current` wherever they are equal. */
export function share<T>(current: T, next: T): T {
  if (Object.is(current, next)) return current;
  if (Array.isArray(current) && Array.isArray(next)) return shareList(current, next) as T;
  if (isRecord(current) && isRecord(next)) return shareRecord(current, next) as T;
  return next;
}

/** Items are matched by their path, so that a question that appears above does not make all below it new. */
function shareList(current: unknown[], next: unknown[]): unknown[] {
  const known = new Map<unknown, unknown>();
  for (const entry of current) if (isRecord(entry) && 'path' in entry) known.set(entry['path'], entry);
  let same = current.length === next.length;
  const merged = next.map((entry, index) => {
    const before = isRecord(entry) && 'path' in entry ? known.get(entry['path']) : current[index];
    const shared = share(before, entry);
    if (shared !== current[index]) same = false;
    return shared;
  });
  return same ? current : merged;
}

function shareRecord(
  current: Record<string, unknown>,
  next: Record<string, unknown>,
): Record<string, unknown> {
  const names = Object.keys(next);
  let same = names.length === Object.keys(current).length;
  const merged: Record<string, unknown> = {};
  for (const name of names) {
    merged[name] = share(current[name], next[name]);
    if (merged[name] !== current[name]) same = false;
  }
  return same ? current : merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
