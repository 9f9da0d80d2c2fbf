import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Reinstatement } from '../../domain/address/reinstatement.ts';
import { iso } from '../../domain/instant.ts';
import { normalAddress } from '../../domain/profile.ts';
import { keyedHash } from '../keyed-hash.ts';
import { addressKey, reinstatementSort } from '../keys.ts';
import { holds, type Table } from '../table.ts';

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
