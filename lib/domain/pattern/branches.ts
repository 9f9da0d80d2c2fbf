import { RuleError } from '../rule-error.ts';
import { isObject, type Matcher, matcherOf } from './matcher.ts';

/** One condition: the field at this path (its names joined by dots) has a value that one of these matches. */
export interface Condition {
  readonly path: string;
  readonly anyOf: readonly Matcher[];
}

/** One way to match: all of these conditions. A pattern without `$or` has one. */
export type Branch = readonly Condition[];

/** EventBridge refuses a pattern whose `$or`s multiply to more ways. */
const mostBranches = 1000;

/** Names that EventBridge keeps for itself within `$or`. */
const reserved = new Set(
  (
    'exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex ' +
    'not-wildcard not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ' +
    'ip-address-in-range ip-address-not-in-range'
  ).split(' '),
);

/**
 * Reads a pattern into its branches, the conditions of each in the order of their paths.
 *
 * @throws RuleError
 */
export function branchesOf(pattern: unknown): Branch[] {
  if (!isObject(pattern)) {
    throw new RuleError({
      value: pattern,
      rule: 'an event pattern is an object',
      remedy: 'write it like {"detail-type": ["user.signed_up"]}',
    });
  }
  return within(pattern, '', [[]], false).map((branch) => branch.toSorted(byPath));
}

// By UTF-16 units: EventBridge fixes array elements in this order, and its `exists: false` sees only those fixed before.
const byPath = (a: Condition, b: Condition) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

function within(object: Readonly<Record<string, unknown>>, at: string, given: Branch[], inOr: boolean): Branch[] {
  const entries = Object.entries(object);
  if (entries.length === 0) {
    throw new RuleError({
      value: object,
      rule: 'no object of a pattern is empty',
      remedy: 'name a field, or leave the object out',
    });
  }
  let branches = given;
  for (const [name, value] of entries) {
    if (name === '$or') {
      branches = alternatives(value, at, branches);
      continue;
    }
    if (inOr && reserved.has(name)) {
      throw new RuleError({
        value: name,
        rule: 'within $or this name is kept for comparisons',
        remedy: 'write {"field": [{"operator": value}]}',
      });
    }
    const path = at === '' ? name : `${at}.${name}`;
    if (isObject(value)) {
      branches = within(value, path, branches, inOr);
    } else {
      const condition = { path, anyOf: matchersOf(path, value) };
      branches = branches.map((branch) => [...branch, condition]);
    }
  }
  return branches;
}

function alternatives(value: unknown, at: string, given: Branch[]): Branch[] {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isObject)) {
    throw new RuleError({
      value,
      rule: '$or is an array of at least two objects',
      remedy: 'write {"$or": [{"a": ["x"]}, {"b": ["y"]}]}',
    });
  }
  const branches = value.flatMap((alternative) => within(alternative, at, given, true));
  if (branches.length > mostBranches) {
    throw new RuleError({
      value: branches.length,
      rule: `the $ors of a pattern multiply to at most ${mostBranches} combinations`,
      remedy: 'split the pattern into several rules',
    });
  }
  return branches;
}

function matchersOf(path: string, values: unknown): Matcher[] {
  if (!Array.isArray(values) || values.length === 0) {
    throw new RuleError({
      value: { [path]: values },
      rule: 'a field of a pattern is an object or an array that is not empty',
      remedy: 'put the value into an array, like ["x"]',
    });
  }
  return values.map(matcherOf);
}
