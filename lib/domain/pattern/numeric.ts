import { RuleError } from '../rule-error.ts';

/** The bound that EventBridge documents for numbers in a comparison. */
const largest = 5e9;

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** @throws RuleError unless the number can stand in a comparison */
export function comparable(value: unknown): number {
  if (typeof value !== 'number' || Math.abs(value) > largest) {
    throw new RuleError({
      value,
      rule: 'a number to compare with lies between -5.0e9 and 5.0e9',
      remedy: 'give a number in that range, or match the exact value',
    });
  }
  return value;
}

/**
 * Reads `["=", 3]`, one bound such as `["<", 10]`, or a range with the lower bound first: `[">", 0, "<=", 5]`.
 *
 * @throws RuleError
 */
export function numericTest(terms: unknown): (value: number) => boolean {
  if (!Array.isArray(terms) || (terms.length !== 2 && terms.length !== 4)) throw badTerms(terms);
  const [operator, bound, upperOperator, upperBound] = terms as unknown[];
  const test = comparison(operator, terms);
  const low = comparable(bound);
  if (terms.length === 2) return (value) => test(value, low);
  const isRange = (operator === '>' || operator === '>=') && (upperOperator === '<' || upperOperator === '<=');
  if (!isRange) throw badTerms(terms);
  const upperTest = comparison(upperOperator, terms);
  const high = comparable(upperBound);
  if (low >= high) {
    throw new RuleError({
      value: terms,
      rule: 'the lower bound of a numeric range is less than the upper',
      remedy: 'swap the bounds, or use "=" for one number',
    });
  }
  return (value) => test(value, low) && upperTest(value, high);
}

function comparison(operator: unknown, terms: unknown[]) {
  const test = typeof operator === 'string' && Object.hasOwn(comparisons, operator) && comparisons[operator];
  if (!test) throw badTerms(terms);
  return test;
}

function badTerms(value: unknown): RuleError {
  return new RuleError({
    value,
    rule: 'numeric is one of =, <, <=, > and >= with a number, or a lower and then an upper bound',
    remedy: 'write it like ["<", 10] or [">", 0, "<=", 5]',
  });
}
