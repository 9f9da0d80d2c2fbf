import { RuleError } from '../rule-error.ts';
import { type AnyNumber, isNumber, writtenAs } from './written-number.ts';

/** Digits after the decimal point that EventBridge compares. */
const places = 6;
/** The bound that EventBridge documents for numbers in a comparison, 5.0e9, in units of the last place. */
const largest = 5_000_000_000n * 10n ** BigInt(places);
/** Whole digits of that bound: what has more is beyond it, and is not written out. */
const mostWholeDigits = 10;

type Comparison = (value: bigint, bound: bigint) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/**
 * A number by its decimal digits, to six places after the point, as a whole number of millionths.
 *
 * Source: EventBridge's user guide: numbers are compared within ±5.0e9, with fifteen digits, six of them after the point.
 *
 * @returns `null` beyond what EventBridge compares
 */
export function millionths(number: AnyNumber): bigint | null {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(writtenAs(number));
  if (!parts) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return 0n;
  // How many digits stand before the point, zeros in front not counted; below 0, how many zeros follow it.
  const before = digits.length - fraction.length + Number(exponent);
  if (before > mostWholeDigits) return null;
  const kept = before + places;
  if (kept <= 0) return 0n;
  const value = BigInt(digits.slice(0, kept).padEnd(kept, '0'));
  if (value > largest) return null;
  return sign === '-' ? -value : value;
}

/** @throws RuleError unless the number can stand in a comparison */
export function comparable(value: unknown): bigint {
  const found = isNumber(value) ? millionths(value) : null;
  if (found === null) {
    throw new RuleError({
      value,
      rule: 'a number to compare with lies between -5.0e9 and 5.0e9',
      remedy: 'give a number in that range, or match the exact value',
    });
  }
  return found;
}

/**
 * Reads `["=", 3]`, one bound such as `["<", 10]`, or a range with the lower bound first: `[">", 0, "<=", 5]`.
 *
 * @throws RuleError
 */
export function numericTest(terms: unknown): (value: AnyNumber) => boolean {
  if (!Array.isArray(terms) || (terms.length !== 2 && terms.length !== 4)) throw badTerms(terms);
  const [operator, bound, upperOperator, upperBound] = terms as unknown[];
  const test = comparison(operator, terms);
  const low = comparable(bound);
  if (terms.length === 2) return within((value) => test(value, low));
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
  return within((value) => test(value, low) && upperTest(value, high));
}

/** Numbers beyond what EventBridge compares meet no comparison. */
const within = (test: (value: bigint) => boolean) => (number: AnyNumber) => {
  const value = millionths(number);
  return value !== null && test(value);
};

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
