import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Channel } from '../domain/channel.ts';
import type { Decision, Hold } from '../domain/decision.ts';
import type { HeldTouch } from '../domain/ledger/beside.ts';
import type { Tally } from '../domain/tally.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import {
  type FeedbackKind,
  feedbackKinds,
  type SettledTouch,
  type TouchRecord,
  type TouchSubject,
} from '../domain/touch-record.ts';
import { expiry, personKey, runTouchesPrefix, touchOf, touchPrefix, touchSort } from './keys.ts';
import { pages } from './pages.ts';
import { markReached, type Reached } from './reaches.ts';
import type { Table } from './table.ts';
import { actionsOf, type Counters } from './tallies.ts';
import { holdsIn, holdTouch, settleTouch, touchUpdate } from './touch-writes.ts';
import { type Action, writeTogether } from './transactions.ts';

type Update = NonNullable<Action['Update']>;

/** As stored: the decision as JSON text, to stay near a kilobyte, and each kind of feedback as an attribute. */
export type TouchItem = Omit<TouchRecord, 'decision' | 'held' | 'feedback' | 'reasons'> & {
  readonly sk: string;
  readonly decision?: string;
  readonly holds?: number;
  readonly unavailable?: number;
} & { readonly [kind in FeedbackKind]?: number } & { readonly [kind in `${FeedbackKind}Reason`]?: string };

/** Touch records. @param counters for those writes that cause counts */
export function touches({ client, name }: Table, counters?: Counters) {
  const write = (update: Update, counts: readonly Tally[], more: readonly Action[] = []) =>
    writeTogether(client, () => [{ Update: update }, ...more, ...actionsOf(counters, counts)], counters?.crowded);

  return {
    async read({ user, run, step }: TouchRef): Promise<TouchRecord | null> {
      const key = { pk: personKey(user), sk: touchSort(run, step) };
      const { Item } = await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
      return Item ? decodeTouch(Item as TouchItem) : null;
    },

    async readRun(user: string, run: string): Promise<ReadonlyMap<string, TouchRecord>> {
      const prefix = runTouchesPrefix(run);
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :person AND begins_with(sk, :run)',
          ExpressionAttributeValues: { ':person': personKey(user), ':run': prefix },
        }),
      );
      return new Map((Items as TouchItem[]).map((item) => [item.sk.slice(prefix.length), decodeTouch(item)]));
    },

    /** @see Touches.settle */
    settle: (touch: TouchRef, settled: SettledTouch, counts: readonly Tally[] = []): Promise<boolean> =>
      write(settleTouch(name, touch, settled), counts),

    /** @see Touches.hold */
    hold(touch: TouchRef, hold: HeldTouch, counts: readonly Tally[] = []): Promise<boolean> {
      const {
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ...update
      } = holdTouch(name, touch, hold);
      const once = {
        ...update,
        ConditionExpression: 'attribute_not_exists(#heldUntil) OR #heldUntil <= :now',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ...values, ':now': hold.decision.at },
      };
      return write(once, counts);
    },

    /** Asked when somebody writes to us, which is rare: it reads the touches of every run. */
    async latest(user: string, channel: Channel, since: number) {
      let latest: { touch: TouchRef; record: TouchRecord; at: number } | null = null;
      const asked = {
        TableName: name,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :person AND begins_with(sk, :touches)',
        FilterExpression: '#channel = :channel AND #outcome IN (:sent, :unknown) AND #at >= :since',
        ExpressionAttributeNames: { '#channel': 'channel', '#outcome': 'outcome', '#at': 'at' },
        ExpressionAttributeValues: {
          ':person': personKey(user),
          ':touches': touchPrefix,
          ':channel': channel,
          ':sent': 'sent',
          ':unknown': 'unknown',
          ':since': since,
        },
      };
      for await (const items of pages((from) => client.send(new QueryCommand({ ...asked, ...from })))) {
        for (const item of items as unknown as readonly TouchItem[]) {
          const at = item.at ?? 0;
          if (!latest || at > latest.at) latest = { touch: touchOf(user, item.sk), record: decodeTouch(item), at };
        }
      }
      return latest;
    },

    /** @see Touches.feedback */
    feedback(
      touch: TouchRef,
      { kind, at, reason, before, about }: NewFeedback,
      counts: readonly Tally[],
      reached?: Reached,
    ): Promise<boolean> {
      // What is there stays, so that whatever was missing and still is makes it the record that was read.
      const missing = (['outcome', ...feedbackKinds] as const).filter((key) =>
        key === 'outcome' ? before?.outcome === undefined : before?.feedback[key] === undefined,
      );
      const conditions = [
        before ? 'attribute_exists(pk)' : 'attribute_not_exists(pk)',
        ...missing.map((key) => `attribute_not_exists(#${key})`),
      ];
      const update = touchUpdate(name, touch, {
        set: { [kind]: at, [`${kind}Reason`]: reason },
        setOnce: { ...about, ttl: expiry(at) },
        condition: conditions.join(' AND '),
        asked: Object.fromEntries(missing.flatMap((key) => (key === kind ? [] : [[key, undefined]]))),
      });
      const marks = reached ? [{ Update: markReached(name, touch, reached, at) }] : [];
      return write(update, counts, marks);
    },
  };
}

/** Feedback that the record, as it was read, does not have. */
interface NewFeedback {
  readonly kind: FeedbackKind;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly reason?: string | undefined;
  readonly before: TouchRecord | null;
  /** For a record that is not there yet. */
  readonly about: TouchSubject | null;
}

/** A touch's item, read. */
export function decodeTouch(item: TouchItem): TouchRecord {
  const { journey, channel, group, outcome, reason, provider, providerId, content, arm, at, links, entered } = item;
  const feedback = Object.fromEntries(
    feedbackKinds.flatMap((kind) => (item[kind] === undefined ? [] : [[kind, item[kind]]])),
  );
  const reasons = Object.fromEntries(
    feedbackKinds.flatMap((kind) => (item[`${kind}Reason`] === undefined ? [] : [[kind, item[`${kind}Reason`]]])),
  );
  const record = {
    journey,
    channel,
    group,
    outcome,
    reason,
    provider,
    providerId,
    content,
    arm,
    at,
    entered,
    links,
    decision: item.decision === undefined ? undefined : (JSON.parse(item.decision) as Decision),
    held:
      item.holds === undefined
        ? undefined
        : { times: item.holds, unavailable: item.unavailable ?? 0, decisions: holdsIn<Hold>(item) },
    feedback,
    reasons: Object.keys(reasons).length > 0 ? reasons : undefined,
  };
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as unknown as TouchRecord;
}
