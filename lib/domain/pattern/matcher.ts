import { RuleError } from '../rule-error.ts';
import { addressRange, readAddress } from './address.ts';
import { comparable, millionths, numericTest } from './numeric.ts';
import { ignoringCase, wildcard } from './text.ts';
import { isNumber, WrittenNumber, writtenAs } from './written-number.ts';

/** A value of an event at the end of a path. */
export type Leaf = string | number | WrittenNumber | boolean | null;

/** One of the alternatives for a field: a test of a leaf that is there, or `absent`. */
export type Matcher = ((leaf: Leaf) => boolean) | 'absent';

const textual = (test: (text: string) => boolean) => (leaf: Leaf) => typeof leaf === 'string' && test(leaf);

/** @throws RuleError for what EventBridge refuses as a value to match */
export function matcherOf(value: unknown): Matcher {
  if (typeof value === 'string') return stringOrAddress(value);
  if (value === null || typeof value === 'boolean') return (leaf) => leaf === value;
  if (isNumber(value)) return exactNumber(writtenAs(value));
  if (!isObject(value)) {
    throw new RuleError({
      value,
      rule: 'a value to match is a string, a number, true, false, null or one comparison',
      remedy: 'list the alternatives in one flat array',
    });
  }
  const [operator, operand] = onlyEntry(value);
  const read = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (!read) throw unknownOperator(operator, Object.keys(operators));
  return read(operand);
}

/** EventBridge compares numbers by their text, where no operator says otherwise: 300, 300.0 and 3.0e2 are not equal. */
const exactNumber = (text: string) => (leaf: Leaf) => isNumber(leaf) && writtenAs(leaf) === text;

const operators: Readonly<Record<string, (operand: unknown) => Matcher>> = {
  exactly: (operand) => {
    const text = string(operand, 'exactly');
    return (leaf) => leaf === text;
  },
  prefix: (operand) => textual(edge(operand, 'prefix')),
  suffix: (operand) => textual(edge(operand, 'suffix')),
  'equals-ignore-case': (operand) => textual(ignoringCase(string(operand, 'equals-ignore-case'), 'whole')),
  wildcard: (operand) => textual(wildcard(string(operand, 'wildcard'))),
  'anything-but': anythingBut,
  numeric: (operand) => {
    const test = numericTest(operand);
    return (leaf) => isNumber(leaf) && test(leaf);
  },
  exists: (operand) => {
    if (typeof operand !== 'boolean') {
      throw new RuleError({ value: operand, rule: 'exists is true or false', remedy: 'write true or false' });
    }
    return operand ? () => true : 'absent';
  },
  cidr: (operand) => textual(addressRange(operand)),
};

/** A string that is an IP address matches the same address however it is written. */
function stringOrAddress(value: string): Matcher {
  const address = readAddress(value);
  if (!address) return (leaf) => leaf === value;
  return textual((text) => {
    const other = readAddress(text);
    return other !== null && other.bits === address.bits && other.value === address.value;
  });
}

function edge(operand: unknown, operator: 'prefix' | 'suffix'): (text: string) => boolean {
  if (isObject(operand)) {
    const [inner, text] = onlyEntry(operand);
    if (inner !== 'equals-ignore-case') throw unknownOperator(inner, ['equals-ignore-case']);
    return ignoringCase(string(text, inner), operator === 'prefix' ? 'start' : 'end');
  }
  const text = string(operand, operator);
  return operator === 'prefix' ? (value) => value.startsWith(text) : (value) => value.endsWith(text);
}

/** What is excluded, by the operator within `anything-but`. */
const exclusions: Readonly<Record<string, (text: string) => (value: string) => boolean>> = {
  prefix: (text) => edge(notEmpty(text), 'prefix'),
  suffix: (text) => edge(notEmpty(text), 'suffix'),
  'equals-ignore-case': (text) => ignoringCase(text, 'whole'),
  wildcard,
};

/** Matches any value that is there and not excluded, of whatever type; a field that is missing is no value. */
function anythingBut(operand: unknown): Matcher {
  if (isObject(operand)) {
    const [operator, texts] = onlyEntry(operand);
    const read = Object.hasOwn(exclusions, operator) ? exclusions[operator] : undefined;
    if (!read) throw unknownOperator(operator, Object.keys(exclusions));
    const tests = listed(texts).map((text) => read(string(text, operator)));
    return (leaf) => typeof leaf !== 'string' || !tests.some((excluded) => excluded(leaf));
  }
  const values = listed(operand);
  const numbers = isNumber(values[0]);
  const excluded = new Set<Leaf | bigint>();
  for (const value of values) {
    if (isNumber(value) !== numbers || (!numbers && typeof value !== 'string')) {
      throw new RuleError({
        value: operand,
        rule: 'anything-but takes strings only or numbers only',
        remedy: 'leave out true, false and null, and keep strings and numbers apart',
      });
    }
    excluded.add(numbers ? comparable(value) : (value as string));
  }
  return (leaf) => !excluded.has(isNumber(leaf) ? millionths(leaf) : leaf);
}

function listed(operand: unknown): unknown[] {
  const values = Array.isArray(operand) ? operand : [operand];
  if (values.length === 0) {
    throw new RuleError({
      value: operand,
      rule: 'anything-but excludes something',
      remedy: 'list what it excludes, or use {"exists": true}',
    });
  }
  return values;
}

function notEmpty(text: string): string {
  if (text === '') {
    throw new RuleError({
      value: text,
      rule: 'a prefix or suffix that anything-but excludes is not empty',
      remedy: 'name at least one character',
    });
  }
  return text;
}

function string(operand: unknown, operator: string): string {
  if (typeof operand !== 'string') {
    throw new RuleError({
      value: operand,
      rule: `${operator} takes a string`,
      remedy: `write {"${operator}": "text"}`,
    });
  }
  return operand;
}

function unknownOperator(operator: string, known: readonly string[]): RuleError {
  return new RuleError({ value: operator, rule: 'no such comparison', remedy: `use one of ${known.join(', ')}` });
}

function onlyEntry(value: Readonly<Record<string, unknown>>): [string, unknown] {
  const entries = Object.entries(value);
  if (entries.length !== 1) {
    throw new RuleError({
      value,
      rule: 'a comparison has exactly one operator',
      remedy: 'write each comparison as an object of its own',
    });
  }
  return entries[0] as [string, unknown];
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);
}
