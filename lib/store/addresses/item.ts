import type { AddressState } from '../../domain/address/state.ts';
import { suppressionOf } from '../../domain/address/state.ts';
import type { LastWord } from '../../domain/last-word.ts';
import type { SuppressionReason } from '../../domain/ledger.ts';

/** An address as stored. Other functions may keep attributes of their own beside these. */
export interface AddressItem {
  readonly users?: ReadonlySet<string>;
  /** The suppression that holds: what `grounds` come to. */
  readonly reason?: SuppressionReason;
  readonly at?: number;
  /** Each ground for suppression, and when it was last reported. */
  readonly grounds?: AddressState['grounds'];
  /** The last STOP or START: what, when, by which message, and the STOP that a START undid. */
  readonly word?: LastWord['word'];
  readonly wordAt?: number;
  readonly wordBy?: string;
  readonly undid?: number;
  readonly reinstated?: number;
  readonly confirmed?: number;
  /** Opt-outs from marketing by user id, as a list because an id may be any word, and the latest of ids that are behind the address no longer. */
  readonly no?: readonly { readonly user: string; readonly at: number }[];
  readonly formerNo?: number;
  /** Counts the changes of what is above, save of the users. */
  readonly change?: number;
}

/** What a change of state writes; an attribute without a value is removed. */
const written = [
  'reason',
  'at',
  'grounds',
  'word',
  'wordAt',
  'wordBy',
  'undid',
  'reinstated',
  'confirmed',
  'no',
  'formerNo',
] as const;
type Written = { readonly [A in (typeof written)[number]]: AddressItem[A] };

/** An item from before grounds were kept one by one has only the one that held. */
export function stateOf(item: AddressItem): AddressState {
  const { reason, at, grounds = {}, reinstated, confirmed, no = [], formerNo } = item;
  return {
    grounds:
      reason === undefined || at === undefined
        ? grounds
        : { ...grounds, [reason]: Math.max(grounds[reason] ?? at, at) },
    last: lastWordOf(item),
    optOuts: Object.fromEntries(no.map(({ user, at: when }) => [user, when])),
    ...(reinstated !== undefined && { reinstated }),
    ...(confirmed !== undefined && { confirmed }),
    ...(formerNo !== undefined && { formerOptOut: formerNo }),
  };
}

function lastWordOf({ word, wordAt, wordBy, undid }: AddressItem): LastWord | null {
  if (word === undefined || wordAt === undefined || wordBy === undefined) return null;
  return { word, at: wordAt, by: wordBy, ...(undid !== undefined && { undid }) };
}

function writtenOf(state: AddressState): Written {
  const { grounds, last, reinstated, confirmed, optOuts, formerOptOut } = state;
  const suppression = suppressionOf(state);
  return {
    reason: suppression?.reason,
    at: suppression?.at,
    grounds: Object.keys(grounds).length > 0 ? grounds : undefined,
    word: last?.word,
    wordAt: last?.at,
    wordBy: last?.by,
    undid: last?.undid,
    reinstated,
    confirmed,
    no: Object.keys(optOuts).length > 0 ? Object.entries(optOuts).map(([user, at]) => ({ user, at })) : undefined,
    formerNo: formerOptOut,
  };
}

/** The update that makes an item say this state, unless somebody changed it since it was read. */
export function changeTo(state: AddressState, before: AddressItem) {
  const values: Readonly<Record<string, unknown>> = { ...writtenOf(state), change: (before.change ?? 0) + 1 };
  const names = Object.keys(values);
  const set = names.filter((name) => values[name] !== undefined);
  const gone = names.filter((name) => values[name] === undefined);
  // Functions of an older version, running on while a new one is deployed, know of no count.
  const watched = ['change', 'reason', 'wordBy'] as const;
  const known = watched.filter((name) => before[name] !== undefined);
  const unchanged = watched.map((name) =>
    before[name] === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}Before`,
  );
  return {
    UpdateExpression: [
      `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`,
      ...(gone.length > 0 ? [`REMOVE ${gone.map((name) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: unchanged.join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries([
      ...set.map((name) => [`:${name}`, values[name]]),
      ...known.map((name) => [`:${name}Before`, before[name]]),
    ]),
  };
}
