import type { Reading } from './reading.ts';

/** What of an event can be stored under a name: a trait, or a field that a run remembers. */
const limits = {
  /** Bytes of JSON: a touch reads them all. */
  bytes: 32 * 1024,
  /** Levels of objects and lists; the database ends at 32. */
  depth: 16,
  /** Bytes of UTF-8 of a name. */
  name: 255,
} as const;

const numberRule = 'a number lies within ±9007199254740991 and is no smaller than 1e-100; write others as strings';
const nameRule = `a name has 1 to ${limits.name} bytes, and is not __proto__`;
const depthRule = `objects and lists are nested at most ${limits.depth} deep`;
const sizeRule = (bytes: number) => `a value has at most ${bytes} bytes as JSON; keep only what journeys name`;

/** Whether the database and every reader take this as the name of a field. */
export function nameBreach(name: string): string | undefined {
  const isGood = name !== '' && name !== '__proto__' && name.length <= limits.name && fitsName(name);
  return isGood ? undefined : nameRule;
}

const fitsName = (name: string) => Buffer.byteLength(name, 'utf8') <= limits.name;

/**
 * JSON that can be stored, and read again as it was: numbers that JavaScript holds exactly, names that stay names, a bounded size. Half
 * a character, which a device may have cut a text at, becomes the sign for an unknown one. It never throws, and looks
 * at no more than it may keep.
 */
export function readStorable(told: unknown, mostBytes: number = limits.bytes): Reading<unknown> {
  return read(told, 0, { left: mostBytes, most: mostBytes });
}

/** Bytes that a value may still have, of as many as it may have at all. */
interface Budget {
  left: number;
  readonly most: number;
}

function read(told: unknown, depth: number, budget: Budget): Reading<unknown> {
  budget.left -= sizeOf(told);
  if (budget.left < 0) return { rule: sizeRule(budget.most) };
  if (told === null || typeof told === 'boolean') return { value: told };
  if (typeof told === 'string') return { value: told.toWellFormed() };
  if (typeof told === 'number') return isExact(told) ? { value: told } : { rule: numberRule };
  if (typeof told !== 'object') return { rule: 'a value is JSON' };
  if (depth === limits.depth) return { rule: depthRule };
  return Array.isArray(told) ? readList(told, depth, budget) : readObject(told, depth, budget);
}

function readList(told: readonly unknown[], depth: number, budget: Budget): Reading<unknown> {
  const list: unknown[] = [];
  for (const each of told) {
    const element = read(each, depth + 1, budget);
    if ('rule' in element) return element;
    list.push(element.value);
  }
  return { value: list };
}

function readObject(told: object, depth: number, budget: Budget): Reading<unknown> {
  const entries: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(told)) {
    const rule = nameBreach(name);
    if (rule !== undefined) return { rule };
    budget.left -= sizeOf(name);
    const field = read(inner, depth + 1, budget);
    if ('rule' in field) return field;
    entries.push([name.toWellFormed(), field.value]);
  }
  return { value: Object.fromEntries(entries) };
}

const isExact = (number: number): boolean =>
  number === 0 || (Math.abs(number) <= Number.MAX_SAFE_INTEGER && Math.abs(number) >= 1e-100);

/** Bytes as JSON, without what is within; a text that is too long by its units alone is not encoded. */
function sizeOf(value: unknown): number {
  if (typeof value !== 'string') return typeof value === 'object' ? 2 : String(value).length + 1;
  return value.length > limits.bytes ? value.length : Buffer.byteLength(value, 'utf8') + 3;
}
