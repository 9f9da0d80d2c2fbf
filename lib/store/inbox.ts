import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { iso } from '../domain/instant.ts';
import { type TouchRef, touchId } from '../domain/touch-id.ts';
import type { FeedbackKind } from '../domain/touch-record.ts';
import { expiry, inboxPrefix, inboxSort, personKey } from './keys.ts';
import { pages } from './pages.ts';
import { holds, type Table } from './table.ts';

/** An in-app message as its person finds it. */
export interface InboxMessage {
  readonly touchId: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly title: string;
  readonly body: string;
  readonly url?: string;
  /** When it is shown no more, ISO 8601 UTC; absent when only its keeping ends it. */
  readonly expires?: string;
  /** What its person did with it so far. */
  readonly state: 'new' | 'displayed' | 'clicked';
}

/** An inbox as an app shows it. */
export interface InboxView {
  /** Newest first. */
  readonly messages: readonly InboxMessage[];
  /** How many nobody has looked at: the badge. */
  readonly unread: number;
}

/** As stored: when each thing first happened to it, epoch milliseconds. */
type InboxItem = Omit<InboxMessage, 'state'> & { readonly [kind in Mark]?: number } & { readonly ttl: number };

const marks = ['displayed', 'opened', 'clicked', 'dismissed'] as const satisfies readonly FeedbackKind[];
type Mark = (typeof marks)[number];

/** How many messages one look shows: the newest. */
const shown = 50;

export function inbox({ client, name }: Table) {
  /** All that lie there, newest first, page by page. */
  const all = (user: string) => {
    const asked = {
      TableName: name,
      KeyConditionExpression: 'pk = :person AND begins_with(sk, :inbox)',
      ExpressionAttributeValues: { ':person': personKey(user), ':inbox': inboxPrefix },
      ScanIndexForward: false,
    };
    return pages((from) => client.send(new QueryCommand({ ...asked, ...from })));
  };

  return {
    /**
     * Idempotent: putting the message of the same touch again changes nothing.
     *
     * @param at when the touch was claimed, epoch milliseconds
     * @param showMs how long it is shown; as long as it is kept when not said
     */
    async put(
      user: string,
      message: Pick<InboxMessage, 'touchId' | 'title' | 'body' | 'url'>,
      at: number,
      showMs?: number,
    ): Promise<void> {
      const when = iso(at);
      const item = {
        pk: personKey(user),
        sk: inboxSort(when, message.touchId),
        at: when,
        ...message,
        ...(showMs !== undefined && { expires: iso(at + showMs) }),
        ttl: Math.min(expiry(at), Math.ceil((at + (showMs ?? Number.POSITIVE_INFINITY)) / 1000)),
      };
      await holds(
        client.send(new PutCommand({ TableName: name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' })),
      );
    },

    /**
     * What is neither dismissed nor over. The database deletes what has expired days later, so time is asked here.
     *
     * @param now epoch milliseconds
     */
    async list(user: string, now: number): Promise<InboxView> {
      const messages: InboxMessage[] = [];
      let unread = 0;
      for await (const items of all(user)) {
        for (const item of items as unknown as readonly (InboxItem & { pk: string; sk: string })[]) {
          const { pk: _pk, sk: _sk, ttl, displayed, opened, clicked, dismissed, ...message } = item;
          if (dismissed !== undefined || ttl * 1000 <= now) continue;
          const seen = displayed !== undefined || opened !== undefined;
          const state = clicked !== undefined ? 'clicked' : seen ? 'displayed' : 'new';
          if (state === 'new') unread++;
          if (messages.length < shown) messages.push({ ...message, state });
        }
      }
      return { messages, unread };
    },

    /** Notes what its person did, each thing with its first time. @see Marks */
    async mark(touch: TouchRef, kind: FeedbackKind, at: number): Promise<void> {
      const mark = marks.find((known) => known === kind);
      if (!mark) return;
      const wanted = touchId(touch);
      for await (const items of all(touch.user)) {
        const found = items.find((item) => item.touchId === wanted);
        if (!found) continue;
        await holds(
          client.send(
            new UpdateCommand({
              TableName: name,
              Key: { pk: found.pk, sk: found.sk },
              UpdateExpression: 'SET #mark = :at',
              ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#mark)',
              ExpressionAttributeNames: { '#mark': mark },
              ExpressionAttributeValues: { ':at': at },
            }),
          ),
        );
        return;
      }
    },
  };
}
