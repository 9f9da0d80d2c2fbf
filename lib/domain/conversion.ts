import { createHash } from 'node:crypto';
import type { Goal } from './journey-rules.ts';
import { defaultHighestValue, type Measuring } from './measuring.ts';

/** How a run reached a goal. */
export interface Reached {
  /** When the first event occurred, epoch milliseconds. */
  readonly at: number;
  /** The invocation that counted the latest event. */
  readonly by: string;
  /** Of all events counted. */
  readonly value?: number;
  /** Digests of the events counted, where every one counts, so that none counts twice. */
  readonly events?: readonly string[];
}

/** An event that reaches a goal. */
export interface GoalEvent {
  readonly id: string;
  readonly at: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What is wrong with a value, and was mended by a rule: a value that is no number, or below 0, counts as 0. */
export type ValueFlaw = 'missing' | 'negative' | 'capped';

export interface ReadValue {
  readonly value: number;
  readonly flaw?: ValueFlaw;
}

/** Where every event counts, this many of one run do: what comes after is more likely a loop than a person. */
export const mostEvents = 20;

/** What an event adds to the value of its conversion; `null` for a goal that has none. */
export function addedValue(goal: Goal, detail: GoalEvent['detail'], program: Measuring): ReadValue | null {
  if (goal.value === undefined) return null;
  const value = detail[goal.value];
  const highest = program.conversionValue?.max ?? defaultHighestValue;
  if (typeof value !== 'number' || !Number.isFinite(value)) return { value: 0, flaw: 'missing' };
  if (value < 0) return { value: 0, flaw: 'negative' };
  return value > highest ? { value: highest, flaw: 'capped' } : { value };
}

/**
 * The goal after this event.
 *
 * @returns `'known'` for an event that counted before, or that is not the first where one counts; `'too-many'` beyond `mostEvents`
 */
export function reach(
  before: Reached | undefined,
  goal: Goal,
  event: GoalEvent,
  program: Measuring,
  by: string,
): Reached | 'known' | 'too-many' {
  const digest = digestOf(event.id);
  const events = before?.events ?? [];
  if (before && (goal.count !== 'every' || events.includes(digest))) return 'known';
  if (events.length >= mostEvents) return 'too-many';
  const read = addedValue(goal, event.detail, program);
  const value = read ? (before?.value ?? 0) + read.value : undefined;
  return {
    at: Math.min(before?.at ?? event.at, event.at),
    by,
    ...(value !== undefined && { value }),
    ...(goal.count === 'every' && { events: [...events, digest] }),
  };
}

/** 48 bits of SHA-256: twenty of them do not collide by chance. */
function digestOf(id: string): string {
  return createHash('sha256').update(id).digest().subarray(0, 6).toString('base64url');
}
