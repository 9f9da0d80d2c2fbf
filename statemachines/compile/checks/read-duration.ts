import { journeyDuration } from '../../../lib/domain/duration.ts';
import { refuse } from './refuse.ts';

/** A duration in milliseconds. @throws RuleError also for what is not even text */
export function readDuration(value: unknown, word: string): number {
  return typeof value === 'string'
    ? journeyDuration(value)
    : refuse(value, `${word} is a duration`, 'write it like 48h');
}
