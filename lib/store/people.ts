import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { emptyLedger, type Ledger } from '../domain/ledger.ts';
import { linkId } from '../domain/link.ts';
import type { Profile } from '../domain/profile.ts';
import { touchId } from '../domain/touch-id.ts';
import {
  ledgerSort,
  linkKey,
  linkSort,
  messageKey,
  messageSort,
  personKey,
  profileSort,
  touchOf,
  touchPrefix,
} from './keys.ts';
import { decodeLedger, encodeLedger, type LedgerItem } from './ledger-codec.ts';
import { marshallable } from './marshallable.ts';
import { pages } from './pages.ts';
import { holds, type Table } from './table.ts';

interface ProfileItem extends Profile {
  readonly v: number;
}

/** Ledgers and profiles: one read for both, one conditional write for each. */
export function people({ client, name }: Table) {
  const write = (user: string, sk: string, item: object, version: number) =>
    holds(
      client.send(
        new PutCommand({
          TableName: name,
          Item: marshalled({ pk: personKey(user), sk, ...item, v: version + 1 }),
          ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'v = :version',
          ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
        }),
      ),
    );

  return {
    async read(user: string): Promise<{ ledger: Ledger; profile: Profile | null; profileVersion: number }> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :person AND sk BETWEEN :ledger AND :profile',
          ExpressionAttributeValues: { ':person': personKey(user), ':ledger': ledgerSort, ':profile': profileSort },
        }),
      );
      const ledger = Items.find(({ sk }) => sk === ledgerSort) as LedgerItem | undefined;
      const found = Items.find(({ sk }) => sk === profileSort) as
        | (ProfileItem & { pk: string; sk: string })
        | undefined;
      if (!found) return { ledger: ledger ? decodeLedger(ledger) : emptyLedger, profile: null, profileVersion: 0 };
      const { pk: _pk, sk: _sk, v, ...profile } = found;
      return { ledger: decodeLedger(ledger), profile, profileVersion: v };
    },

    writeLedger: (user: string, ledger: Ledger): Promise<boolean> =>
      write(user, ledgerSort, encodeLedger(ledger), ledger.version),

    /** Page by page; the ledger goes first, so that nothing more is claimed while the rest goes. */
    async erase(user: string): Promise<void> {
      const remove = (Key: ItemKey) => client.send(new DeleteCommand({ TableName: name, Key }));
      await remove({ pk: personKey(user), sk: ledgerSort });
      const asked = {
        TableName: name,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :person',
        ExpressionAttributeValues: { ':person': personKey(user) },
        ProjectionExpression: 'pk, sk, #links, #outcome, #provider, #providerId',
        ExpressionAttributeNames: {
          '#links': 'links',
          '#outcome': 'outcome',
          '#provider': 'provider',
          '#providerId': 'providerId',
        },
      };
      for await (const items of pages((from) => client.send(new QueryCommand({ ...asked, ...from })))) {
        for (const { pk, sk, ...item } of items) {
          // What a touch left elsewhere goes before it: without the touch nobody would find it.
          for (const key of leftBy(user, String(sk), item)) await remove(key);
          await remove({ pk: String(pk), sk: String(sk) });
        }
      }
    },

    writeProfile: (user: string, profile: Profile, version: number): Promise<boolean> =>
      write(user, profileSort, profile, version),
  };
}

/** The keys of an item itself are ours, so it stays an object. */
const marshalled = (item: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, marshallable(value)]));

interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** A touch that died before its outcome was recorded stored at most so many links. */
const linksInDoubt = 10;

/** Keys of the items of one touch that lie outside of its person's partition: short links, and a provider's name for it. */
function leftBy(user: string, sort: string, item: Readonly<Record<string, unknown>>): readonly ItemKey[] {
  if (!sort.startsWith(touchPrefix)) return [];
  const { links, outcome, provider, providerId } = item;
  const count = typeof links === 'number' ? links : outcome === undefined || outcome === 'unknown' ? linksInDoubt : 0;
  const touch = touchId(touchOf(user, sort));
  return [
    ...Array.from({ length: count }, (_, place) => ({ pk: linkKey(linkId(touch, place)), sk: linkSort })),
    ...(typeof provider === 'string' && typeof providerId === 'string'
      ? [{ pk: messageKey(provider, providerId), sk: messageSort }]
      : []),
  ];
}
