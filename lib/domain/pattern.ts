import { type Branch, branchesOf } from './pattern/branches.ts';
import { type Fields, fieldsOf, join, type Membership } from './pattern/fields.ts';
import { isObject } from './pattern/matcher.ts';
import { RuleError } from './rule-error.ts';

/**
 * Event patterns as EventBridge matches them. Source: the EventBridge user guide, and for what it leaves open the
 * behaviour of aws/event-ruler, the library that EventBridge runs.
 *
 * Every field named must match, by any of the values listed; of an array in the event, any element may. Fields that lie
 * in objects of one array must match within one element.
 *
 * @param pattern as in a rule, parsed; it must not change once it has been used
 * @param event the whole event, parsed
 * @throws RuleError for a pattern that EventBridge would refuse, and for an event that is not an object
 */
export function matches(pattern: object, event: unknown): boolean {
  const branches = compiled(pattern);
  if (!isObject(event)) {
    throw new RuleError({ value: event, rule: 'an event is an object', remedy: 'give the whole event' });
  }
  const fields = fieldsOf(event);
  return branches.some((branch) => holds(branch, 0, fields, new Map()));
}

/**
 * Refuses what EventBridge would, and a field that is named twice, in and beside `$or`: there it is one condition that
 * replaces the other, which nobody means.
 *
 * @throws RuleError
 */
export function checkPattern(pattern: unknown): void {
  for (const branch of branchesOf(pattern)) {
    for (const [at, { path }] of branch.entries()) {
      if (branch[at + 1]?.path === path) {
        throw new RuleError({
          value: path,
          rule: 'a field is named once on each way through $or',
          remedy: 'move the condition into every alternative of $or, or out of it',
        });
      }
    }
  }
}

const known = new WeakMap<object, Branch[]>();

function compiled(pattern: object): Branch[] {
  let branches = known.get(pattern);
  if (!branches) {
    branches = branchesOf(pattern);
    known.set(pattern, branches);
  }
  return branches;
}

/** Do the conditions from this one on hold, given the array elements that those before were met in? */
function holds(branch: Branch, at: number, fields: Fields, chosen: Membership): boolean {
  const condition = branch[at];
  if (!condition) return true;
  // What follows depends on where a leaf lies, not on its value: one attempt for each place is enough.
  const tried = new Set<Membership>();
  let absent = true;
  for (const { leaf, membership } of fields.get(condition.path) ?? []) {
    const joined = join(chosen, membership);
    if (!joined) continue;
    absent = false;
    if (tried.has(membership) || !condition.anyOf.some((matcher) => matcher !== 'absent' && matcher(leaf))) continue;
    tried.add(membership);
    if (holds(branch, at + 1, fields, joined)) return true;
  }
  return absent && condition.anyOf.includes('absent') && holds(branch, at + 1, fields, chosen);
}
