import { fnv32a } from './assign.ts';

/** What of a population is held at once. */
export interface Sample<T> {
  add(unit: string, value: T): void;
  values(): readonly T[];
  /** How many were added. */
  size(): number;
}

interface Drawn<T> {
  readonly ticket: number;
  readonly value: T;
}

/**
 * A fair sample of at most this many units: those whose hashes are lowest, all of them while they are few. The same units
 * whatever their order, and again the next day, so that what is learned of them moves with them, not with the draw.
 */
export function sampleOf<T>(most: number): Sample<T> {
  let drawn: Drawn<T>[] = [];
  let added = 0;
  let highest = Number.POSITIVE_INFINITY;
  const cut = () => {
    drawn = drawn.sort((one, other) => one.ticket - other.ticket).slice(0, most);
    highest = drawn.length < most ? Number.POSITIVE_INFINITY : (drawn.at(-1)?.ticket ?? highest);
  };
  return {
    add(unit, value) {
      added += 1;
      const ticket = fnv32a(String(fnv32a(`sample${unit}`)));
      if (ticket > highest) return;
      drawn.push({ ticket, value });
      if (drawn.length >= 2 * most) cut();
    },
    values() {
      cut();
      return drawn.map(({ value }) => value);
    },
    size: () => added,
  };
}
