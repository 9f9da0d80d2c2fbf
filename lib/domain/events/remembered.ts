import type { RefusedField } from './reading.ts';
import { readStorable } from './storable.ts';

/** Bytes as JSON of one field that a run remembers: every touch of the person reads it. */
const mostBytes = 4 * 1024;

/** Those fields of an event that a run remembers, as far as they can be stored, by name. */
export function rememberedOf(names: readonly string[], detail: Readonly<Record<string, unknown>>) {
  const refused: RefusedField[] = [];
  const data: [string, unknown][] = [];
  for (const name of names) {
    if (!Object.hasOwn(detail, name)) continue;
    const reading = readStorable(detail[name], mostBytes);
    if ('value' in reading) data.push([name, reading.value]);
    else refused.push({ field: `event.${name}`, rule: reading.rule });
  }
  return { data: Object.fromEntries(data), refused };
}
