import { RuleError } from '../../../lib/domain/rule-error.ts';

/** @throws RuleError, always */
export function refuse(value: unknown, rule: string, remedy: string): never {
  throw new RuleError({ value, rule, remedy });
}

/** The known word nearest to a mistyped one, for a remedy. */
export function oneOf(words: Iterable<string>): string {
  const list = [...words];
  return list.length === 0 ? 'there are none yet' : `one of ${list.join(', ')}`;
}
