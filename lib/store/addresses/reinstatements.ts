import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { iso } from '../../domain/instant.ts';
import { type AddressedChannel, normalAddress } from '../../domain/profile.ts';
import { keyedHash } from '../keyed-hash.ts';
import { addressKey, reinstatementSort } from '../keys.ts';
import { holds, type Table } from '../table.ts';

interface Reinstatement {
  readonly channel: AddressedChannel;
  readonly address: string;
  readonly reason: string;
  readonly by: string;
  readonly evidence?: string;
  readonly at: number;
  readonly event: string;
}

/**
 * Who let which address be written to again, and why: append-only, beside what is known of the address, which is kept as
 * a keyed hash.
 *
 * @param key the hash's key
 */
export function reinstatements({ client, name }: Table, key: () => Promise<string>) {
  return {
    async append({ channel, address, at, ...act }: Reinstatement): Promise<void> {
      const pk = addressKey(channel, await keyedHash(normalAddress(channel, address), key));
      const when = iso(at);
      const item = { pk, sk: reinstatementSort(when, act.event), at: when, ...act };
      await holds(
        client.send(new PutCommand({ TableName: name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' })),
      );
    },
  };
}
