import type { DetailPattern } from '../../../lib/domain/journey-rules.ts';
import { checkPattern } from '../../../lib/domain/pattern.ts';
import type { AnyEventEntry, AnyJourney } from '../../any-journey.ts';
import { type EventField, events } from '../../events.ts';
import { entryPatternOf } from '../entry-pattern.ts';
import { checkBroadcast } from './audience.ts';
import { oneOf, refuse } from './refuse.ts';

/** EventBridge's limit on a rule's pattern. */
const longestPattern = 2048;

/** Entry, goal and exits: the events are known, their fields too, and EventBridge accepts the filters. */
export function checkEntry({ enter, goal, goals = {}, exit = [] }: AnyJourney): void {
  if ('audience' in enter) checkBroadcast(enter);
  else checkEventEntry(enter);
  for (const event of exit) {
    fieldsOf(event);
    if ('on' in enter && event === enter.on) {
      refuse(
        event,
        'an exit is not the event that the journey enters on',
        'remove it from exit, or enter on another event',
      );
    }
  }
  if (goal) checkGoal(goal, enter);
  for (const other of Object.values(goals)) checkGoal(other, enter);
}

function checkEventEntry(enter: AnyEventEntry): void {
  const fields = fieldsOf(enter.on);
  if (typeof enter.again === 'object' && 'per' in enter.again && !Object.hasOwn(fields, enter.again.per)) {
    refuse(enter.again, `per names a field of ${enter.on}: ${oneOf(Object.keys(fields))}`, 'declare it in events.ts');
  }
  if (enter.again !== 'once' && enter.again !== 'always' && typeof enter.again !== 'object') {
    refuse(enter.again, 'again is once, always, { after } or { per }', 'write one of them');
  }
  const pattern = entryPatternOf(enter);
  checkFilter(enter.where, pattern, enter.on);
  const { length } = JSON.stringify(pattern);
  if (length > longestPattern) {
    refuse(
      `${length} characters`,
      `the pattern of an entry has at most ${longestPattern} characters`,
      'shorten where, for instance with prefix or anything-but, or let the app publish a field that says it',
    );
  }
}

function checkGoal(goal: NonNullable<AnyJourney['goal']>, enter: AnyJourney['enter']): void {
  const fields = fieldsOf(goal.on);
  checkFilter(goal.where, { 'detail-type': [goal.on], ...(goal.where && { detail: goal.where }) }, goal.on);
  if (goal.value !== undefined && fields[goal.value] !== 'number') {
    refuse(goal.value, `value names a numeric field of ${goal.on}`, 'declare it as number in events.ts');
  }
  if (goal.count !== undefined && goal.count !== 'first' && goal.count !== 'every') {
    refuse(goal.count, 'the first event of a goal counts, or every one', 'write first or every');
  }
  if (
    'on' in enter &&
    goal.on === enter.on &&
    (goal.where === undefined || JSON.stringify(goal.where) === JSON.stringify(enter.where))
  ) {
    refuse(
      goal,
      'a goal is not reached by the very event that enters',
      'name another event, or tell the two apart with where',
    );
  }
}

function checkFilter(where: DetailPattern | undefined, pattern: object, event: string): void {
  if (!where) return;
  checkPattern(pattern);
  const fields = fieldsOf(event);
  for (const field of fieldsNamed(where)) {
    if (field !== 'userId' && !Object.hasOwn(fields, field)) {
      refuse(
        field,
        `where names fields of ${event}: ${oneOf(['userId', ...Object.keys(fields)])}`,
        'declare it in events.ts',
      );
    }
  }
}

function fieldsNamed(where: DetailPattern): string[] {
  return Object.entries(where).flatMap(([field, condition]) =>
    field === '$or' && Array.isArray(condition)
      ? condition.flatMap((way) => fieldsNamed(way as DetailPattern))
      : [field],
  );
}

/** The fields that an entry brings along: those of its event; a launch brings none. */
export const entryFieldsOf = (enter: AnyJourney['enter']): Readonly<Record<string, EventField>> =>
  'on' in enter ? fieldsOf(enter.on) : {};

/** The fields of an app event. @throws RuleError for an event that is not declared */
export function fieldsOf(event: string): Readonly<Record<string, EventField>> {
  const declared: Readonly<Record<string, Readonly<Record<string, EventField>>>> = events;
  return (
    (Object.hasOwn(declared, event) ? declared[event] : undefined) ??
    refuse(event, `an event is ${oneOf(Object.keys(declared))}`, 'correct the name, or declare the event in events.ts')
  );
}
