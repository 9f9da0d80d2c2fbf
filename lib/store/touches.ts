import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Channel } from '../domain/channel.ts';
import type { Decision, Hold } from '../domain/decision.ts';
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
import { holds, type Table } from './table.ts';

/** As stored: the decision as JSON text, to stay near a kilobyte, and each kind of feedback as an attribute. */
export type TouchItem = Omit<TouchRecord, 'decision' | 'held' | 'feedback' | 'reasons'> & {
  readonly sk: string;
  readonly decision?: string;
  readonly holds?: number;
  readonly unavailable?: number;
} & { readonly [kind in FeedbackKind]?: number } & { readonly [kind in `${FeedbackKind}Reason`]?: string };

/** Touch records. They are only ever updated, never put: feedback may come before the outcome. */
export function touches({ client, name }: Table) {
  const update = (touch: TouchRef, set: Readonly<Record<string, unknown>>, more: Partial<Update> = {}) => {
    const given = Object.entries(set).filter(([, value]) => value !== undefined);
    const { add = {}, condition, setOnce } = more;
    const once = Object.entries(setOnce ?? {});
    const adds = Object.entries(add);
    return client.send(
      new UpdateCommand({
        TableName: name,
        Key: { pk: personKey(touch.user), sk: touchSort(touch.run, touch.step) },
        UpdateExpression: [
          `SET ${[...given.map(([key]) => `#${key} = :${key}`), ...once.map(([key]) => `#${key} = if_not_exists(#${key}, :${key})`)].join(', ')}`,
          ...(adds.length > 0 ? [`ADD ${adds.map(([key]) => `#${key} :${key}`).join(', ')}`] : []),
        ].join(' '),
        ...(condition && { ConditionExpression: condition }),
        ExpressionAttributeNames: Object.fromEntries([...given, ...once, ...adds].map(([key]) => [`#${key}`, key])),
        ExpressionAttributeValues: Object.fromEntries(
          [...given, ...once, ...adds].map(([key, value]) => [`:${key}`, value]),
        ),
        ReturnValues: 'ALL_NEW',
      }),
    );
  };

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

    settle(touch: TouchRef, { decision, ...settled }: SettledTouch): Promise<boolean> {
      const set = { ...settled, decision: JSON.stringify(decision), ttl: expiry(settled.at) };
      return holds(update(touch, set, { condition: 'attribute_not_exists(#outcome)' }));
    },

    async hold(touch: TouchRef, { decision, ...about }: TouchSubject & { decision: Hold }) {
      const unavailable = decision.reason === 'provider-unavailable' ? 1 : 0;
      // The latest of each reason stays, however often it was held: enough to say why, and no longer than the reasons are many.
      const set = { ...about, [heldFor(decision.reason)]: JSON.stringify(decision), ttl: expiry(decision.at) };
      const { Attributes } = await update(touch, set, { add: { holds: 1, unavailable } });
      return decodeTouch(Attributes as TouchItem).held ?? { times: 1, unavailable, decisions: [decision] };
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
    async feedback(
      touch: TouchRef,
      kind: FeedbackKind,
      at: number,
      about: TouchSubject | null,
      reason?: string,
    ): Promise<TouchRecord | 'known' | 'no-touch'> {
      const news = `attribute_not_exists(#${kind})`;
      const condition = about ? news : `attribute_exists(pk) AND ${news}`;
      try {
        const { Attributes } = await update(
          touch,
          { [kind]: at, [`${kind}Reason`]: reason },
          { condition, setOnce: { ...about, ttl: expiry(at) } },
        );
        return decodeTouch(Attributes as TouchItem);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return about || (await this.read(touch)) ? 'known' : 'no-touch';
      }
    },
  };
}

interface Update {
  readonly add: Readonly<Record<string, number>>;
  readonly condition: string;
  readonly setOnce: Readonly<Record<string, unknown>>;
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
        : { times: item.holds, unavailable: item.unavailable ?? 0, decisions: holdsIn(item) },
    feedback,
    reasons: Object.keys(reasons).length > 0 ? reasons : undefined,
  };
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as unknown as TouchRecord;
}

const heldPrefix = 'held_';
const heldFor = (reason: Hold['reason']) => `${heldPrefix}${reason.replaceAll('-', '_')}`;

const holdsIn = (item: object): Hold[] =>
  Object.entries(item)
    .flatMap(([name, value]) => (name.startsWith(heldPrefix) ? [JSON.parse(String(value)) as Hold] : []))
    .sort((a, b) => a.at - b.at);
