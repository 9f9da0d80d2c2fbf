import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWritten } from '../../lib/domain/pattern/written-number.ts';
import { checkPattern, matches } from '../../lib/domain/pattern.ts';
import { RuleError } from '../../lib/domain/rule-error.ts';
import vectors from '../vectors/pattern.json' with { type: 'json' };
// Generated patterns and events, with what aws/event-ruler, which EventBridge runs, answered to them.
import recorded from '../vectors/pattern-event-ruler.json' with { type: 'json' };
import refused from '../vectors/pattern-refused.json' with { type: 'json' };
import { naivelyMatches } from './naive-pattern.ts';

it.each(vectors)('$name: $pattern on $event → $expect', ({ pattern, event, expect: expected }) => {
  checkPattern(pattern);
  expect(matches(pattern, event)).toBe(expected);
});

it('answers as event-ruler does', () => {
  for (const { pattern, event, expect: expected } of recorded) {
    const ask = () => matches(pattern, event);
    if (expected === 'error') expect(ask, JSON.stringify(pattern)).toThrow(RuleError);
    else expect(ask(), JSON.stringify({ pattern, event })).toBe(expected);
  }
});

it.each(refused.map((pattern) => [JSON.stringify(pattern), pattern]))('refuses %s', (_, pattern) => {
  expect(() => checkPattern(pattern)).toThrow(RuleError);
  expect(() => matches(pattern as object, {})).toThrow(RuleError);
});

const fields = ['a', 'b', 'c'];
const anyText = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'b', 'B', '.', '*', 'é', 'É'), maxLength: 4 }));
const anyNumber = fc.constantFrom(-5e9, -1.5, 0, 0.000001, 1, 5, 300, 5e9);
const anyLeaf = fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null));
const listOf = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 3 });
const oneOrMore = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, listOf(value));
const anyWildcard = fc
  .string({ unit: fc.constantFrom('a', 'b', '*', '\\*', '\\\\', '.'), maxLength: 6 })
  .map((text) => text.replace(/(?<!\\)((?:\\\\)*)\*{2,}/g, '$1*'));
const object = <T>(name: string, value: fc.Arbitrary<T>) => value.map((inner) => ({ [name]: inner }));
const ignoring = object('equals-ignore-case', anyText);
const notEmpty = anyText.filter((text) => text !== '');
const anyRange = fc
  .tuple(
    fc.constantFrom('>', '>='),
    fc.constantFrom('<', '<='),
    fc.uniqueArray(anyNumber, { minLength: 2, maxLength: 2 }),
  )
  .map(([lower, upper, bounds]) => {
    const [low, high] = bounds.toSorted((a, b) => a - b);
    return [lower, low, upper, high];
  });
const anyComparison = fc.oneof(
  object('prefix', fc.oneof(anyText, ignoring)),
  object('suffix', fc.oneof(anyText, ignoring)),
  ignoring,
  object('wildcard', anyWildcard),
  object('exists', fc.boolean()),
  object('numeric', fc.oneof(fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), anyNumber), anyRange)),
  object(
    'anything-but',
    fc.oneof(
      oneOrMore(anyText),
      oneOrMore(anyNumber),
      object('prefix', oneOrMore(notEmpty)),
      object('suffix', oneOrMore(notEmpty)),
      object('equals-ignore-case', oneOrMore(anyText)),
      object('wildcard', oneOrMore(anyWildcard)),
    ),
  ),
);
const anyValues = listOf(fc.oneof(anyLeaf, anyComparison));
const { pattern: anyPattern } = fc.letrec<{ pattern: Record<string, unknown>; inner: unknown }>((tie) => ({
  inner: fc.oneof({ maxDepth: 2 }, anyValues, tie('pattern')),
  pattern: fc.oneof(
    { maxDepth: 2 },
    fc.dictionary(fc.constantFrom(...fields), tie('inner'), { minKeys: 1, maxKeys: 2 }),
    fc.record({
      d: tie('inner'),
      $or: fc.array(fc.dictionary(fc.constantFrom(...fields), tie('inner'), { minKeys: 1, maxKeys: 2 }), {
        minLength: 2,
        maxLength: 3,
      }),
    }),
  ) as fc.Arbitrary<Record<string, unknown>>,
}));
const { event: anyEvent } = fc.letrec<{ event: Record<string, unknown>; value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, anyLeaf, tie('event'), fc.array(tie('value'), { maxLength: 3 })),
  event: fc.dictionary(fc.constantFrom(...fields, 'd'), tie('value'), { minKeys: 2, maxKeys: 4 }),
}));
const mentionsAbsence = (pattern: object) => JSON.stringify(pattern).includes('"exists":false');
const hasArray = (event: object) => JSON.stringify(event).includes('[');

describe('against an independent matcher', () => {
  it('agrees on generated patterns and events', () => {
    let matched = 0;
    fc.assert(
      fc.property(anyPattern, anyEvent, (pattern, event) => {
        // Which elements are chosen when `exists: false` looks is event-ruler's own affair: its vectors cover that.
        fc.pre(!(mentionsAbsence(pattern) && hasArray(event)));
        const expected = naivelyMatches(pattern, event);
        if (expected) matched++;
        expect(matches(pattern, event)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
    expect(matched).toBeGreaterThan(100);
  });

  it('agrees on single fields, where most matches are', () => {
    const value = fc.oneof(anyLeaf, fc.array(anyLeaf, { maxLength: 3 }));
    fc.assert(
      fc.property(anyValues, value, (values, leaf) => {
        expect(matches({ a: values }, { a: leaf })).toBe(naivelyMatches({ a: values }, { a: leaf }));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('$or', () => {
  const alternatives = (name: string) => Array.from({ length: 11 }, (_, index) => ({ [name]: [index] }));

  it('multiplies to at most a thousand combinations', () => {
    const pattern = { x: { $or: alternatives('a') }, y: { $or: alternatives('b') }, z: { $or: alternatives('c') } };
    expect(() => checkPattern(pattern)).toThrow(/1000 combinations/);
  });

  it('may not name a field twice on one way', () => {
    expect(() => checkPattern({ a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] })).toThrow(/named once/);
    expect(() => checkPattern({ c: ['x'], $or: [{ a: ['y'] }, { a: ['z'] }] })).not.toThrow();
  });
});

it('stays quick where backtracking would not', () => {
  const wildcard = Array.from({ length: 30 }, () => '*a').join('');
  expect(matches({ a: [{ wildcard: `${wildcard}b` }] }, { a: 'a'.repeat(20_000) })).toBe(false);
  const tags = Array.from({ length: 3000 }, (_, index) => index);
  const any = [{ exists: true }];
  expect(matches({ a: any, b: any, c: any, d: ['none'] }, { a: tags, b: tags, c: tags, d: tags })).toBe(false);
});

it('refuses an event that is none', () => {
  for (const event of [null, 'x', [], 5]) expect(() => matches({ a: ['x'] }, event)).toThrow(RuleError);
});

describe('numbers', () => {
  const match = (pattern: string, event: string) =>
    matches(parseWritten(`{"id":[${pattern}]}`) as object, parseWritten(`{"id":${event}}`));

  it.each([
    ['9007199254740993', '9007199254740992', false],
    ['9007199254740993', '9007199254740993', true],
    ['300', '300.0', false],
    ['300', '3.0e2', false],
    ['3.0e2', '3.0e2', true],
    ['0.1', '0.1', true],
    ['1e400', '1e400', true],
    ['1e400', '1e401', false],
    ['"300"', '300', false],
    ['{"numeric":["=",300]}', '3.0e2', true],
    ['{"numeric":["=",0.3]}', '0.30000000000000004', true],
    ['{"numeric":["<",0.000001]}', '0.0000009', true],
    ['{"numeric":[">",4999999999.999998]}', '4999999999.999999', true],
    ['{"numeric":[">",4999999999.999999]}', '4999999999.999999', false],
    ['{"numeric":["<=",5e9]}', '5000000000', true],
    ['{"numeric":["<=",5e9]}', '5000000000.000001', false],
    ['{"numeric":[">",0]}', '9007199254740993', false],
    ['{"numeric":[">",0]}', '1e400', false],
    ['{"numeric":["=",0]}', '1e-400', true],
    ['{"numeric":["=",-0]}', '0', true],
    ['{"numeric":["<",0]}', '-1e0', true],
    ['{"anything-but":[300]}', '300.00', false],
    ['{"anything-but":[300]}', '9007199254740993', true],
  ])('%s on %s: %s', (pattern, event, expected) => expect(match(pattern, event)).toBe(expected));

  it('are refused as bounds where EventBridge cannot compare', () => {
    for (const bound of ['5000000000.000001', '-1e10', '1e999999999']) {
      expect(() => match(`{"numeric":["<",${bound}]}`, '1')).toThrow(/5\.0e9/);
    }
  });

  it('are the same read with their digits as without, where JavaScript writes them so', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.stringify(parseWritten(text))).toBe(text);
      }),
    );
  });
});
