import { type Random, seededRandom } from '../sandbox/random.ts';

/** Hashes a text to 32 bits: FNV-1a, finished as MurmurHash3 is, so that similar texts lie far apart. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * A number in [0, 1) that depends on these names alone. Every draw of a simulation hangs on who and what it is for, never
 * on how many draws came before, so that leaving something out of a scenario changes nothing else in it.
 */
export const chance = (...names: readonly (string | number)[]): number => hash32(names.join('\u0000')) / 2 ** 32;

/** A stream of numbers of its own for one purpose. */
export const streamOf = (...names: readonly (string | number)[]): Random => seededRandom(hash32(names.join('\u0000')));

/** One of a list. @param drawn a number in [0, 1) */
export function pick<T>(drawn: number, list: readonly [T, ...T[]]): T {
  return list[Math.floor(drawn * list.length)] ?? list[0];
}

/** An id in the form of a UUID that depends on the name alone. */
export function idOf(name: string): string {
  const digits = [0, 1, 2, 3].map((part) => hash32(`${part} ${name}`).toString(16).padStart(8, '0')).join('');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`;
}
