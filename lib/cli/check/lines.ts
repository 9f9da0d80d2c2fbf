import type { Fate } from '../../domain/in-flight.ts';
import { escapedIn } from '../output.ts';

export interface Told {
  readonly fates: readonly Fate[];
  /** Journeys that nobody can be inside of yet. */
  readonly added: readonly string[];
  readonly inside: Readonly<Record<string, string>>;
}

const marks = { nothing: '✓', skip: '–', stranded: '✗' } as const;

/** One journey after the other, its steps in the order of its state machine. */
export function linesOf(told: Told): string {
  const { fates, added, inside } = escapedIn(told);
  const names = [...new Set(fates.map(({ journey }) => journey))];
  const width = Math.max(0, ...fates.map(({ step }) => step.length));
  const about = names.map((name) => {
    const lines = fates
      .filter(({ journey }) => journey === name)
      .map(({ step, fate, why }) => `  ${marks[fate]} ${step.padEnd(width)}  ${fate.padEnd(8)}  ${why}\n`);
    return `${name}${inside[name] === undefined ? '' : `, ${inside[name]}`}\n${lines.join('')}\n`;
  });
  const fresh = added.map((name) => `${name}\n  new: nobody is inside\n\n`);
  const count = (fate: Fate['fate']) => fates.filter((each) => each.fate === fate).length;
  const refused = count('stranded') > 0 ? '; nobody may be stranded, so do not deploy this' : '';
  return `${about.join('')}${fresh.join('')}${count('nothing')} untouched, ${count('skip')} skipped, ${count('stranded')} stranded${refused}\n`;
}
