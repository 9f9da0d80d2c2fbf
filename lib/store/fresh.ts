import * as ambient from './ambient.ts';

/**
 * Reads what changes rarely at most once in so many milliseconds, however many ask. A read that failed is tried again by
 * the next who asks.
 */
export function fresh<T>(read: () => Promise<T>, freshMs: number, now = ambient.now): () => Promise<T> {
  let latest: { readonly at: number; readonly read: Promise<T> } | undefined;
  return () => {
    const at = now();
    if (!latest || at - latest.at >= freshMs || at < latest.at) {
      const asked = { at, read: read() };
      latest = asked;
      asked.read.catch(() => {
        if (latest === asked) latest = undefined;
      });
    }
    return latest.read;
  };
}

/** The same of each of several things, by its name. */
export function freshByName<T>(
  read: (name: string) => Promise<T>,
  freshMs: number,
  now = ambient.now,
): (name: string) => Promise<T> {
  const readers = new Map<string, () => Promise<T>>();
  return (name) => {
    const reader = readers.get(name) ?? fresh(() => read(name), freshMs, now);
    readers.set(name, reader);
    return reader();
  };
}
