import type { HeldTouch } from '../domain/ledger/beside.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import type { SettledTouch } from '../domain/touch-record.ts';
import { expiry, personKey, touchSort } from './keys.ts';
import type { Action } from './transactions.ts';

type Update = NonNullable<Action['Update']>;

export interface TouchUpdate {
  readonly set: Readonly<Record<string, unknown>>;
  /** Set where there is nothing yet. */
  readonly setOnce?: Readonly<Record<string, unknown>>;
  readonly add?: Readonly<Record<string, number>>;
  readonly condition?: string;
  /** Attributes that only the condition names, and values likewise. */
  readonly asked?: Readonly<Record<string, unknown>>;
}

/** Touch records are only ever updated, never put: feedback may come before the outcome. */
export function touchUpdate(
  TableName: string,
  touch: TouchRef,
  { set, setOnce = {}, add = {}, condition, asked = {} }: TouchUpdate,
): Update {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  const once = Object.entries(setOnce);
  const adds = Object.entries(add);
  const sets = [
    ...given.map(([key]) => `#${key} = :${key}`),
    ...once.map(([key]) => `#${key} = if_not_exists(#${key}, :${key})`),
  ];
  const added = adds.length > 0 ? ` ADD ${adds.map(([key]) => `#${key} :${key}`).join(', ')}` : '';
  const named = [...given, ...once, ...adds, ...Object.entries(asked)];
  return {
    TableName,
    Key: { pk: personKey(touch.user), sk: touchSort(touch.run, touch.step) },
    UpdateExpression: `SET ${sets.join(', ')}${added}`,
    ...(condition !== undefined && { ConditionExpression: condition }),
    ExpressionAttributeNames: Object.fromEntries(named.map(([key]) => [`#${key}`, key])),
    ExpressionAttributeValues: Object.fromEntries(
      named.flatMap(([key, value]) => (value === undefined ? [] : [[`:${key}`, value]])),
    ),
  };
}

/** Writes an outcome beside whatever feedback is there, on condition that there is none yet. */
export function settleTouch(table: string, touch: TouchRef, { decision, ...settled }: SettledTouch): Update {
  const set = { ...settled, decision: JSON.stringify(decision), ttl: expiry(settled.at) };
  return touchUpdate(table, touch, { set, condition: 'attribute_not_exists(#outcome)' });
}

const heldPrefix = 'held_';

/** Notes a hold. The latest of each reason stays, however often it was held: enough to say why, and no longer than the reasons are many. */
export function holdTouch(table: string, touch: TouchRef, { decision, ...about }: HeldTouch): Update {
  const { reason, at, until } = decision;
  const set = {
    ...about,
    [`${heldPrefix}${reason.replaceAll('-', '_')}`]: JSON.stringify(decision),
    // Until then nothing wakes it but the repetition of an attempt whose answer was lost.
    heldUntil: until,
    ttl: expiry(at),
  };
  return touchUpdate(table, touch, { set, add: { holds: 1, unavailable: reason === 'provider-unavailable' ? 1 : 0 } });
}

/** The holds that an item keeps, oldest first. */
export const holdsIn = <H extends { readonly at: number }>(item: object): H[] =>
  Object.entries(item)
    .flatMap(([name, value]) => (name.startsWith(heldPrefix) ? [JSON.parse(String(value)) as H] : []))
    .sort((one, other) => one.at - other.at);
