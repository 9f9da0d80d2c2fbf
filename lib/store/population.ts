import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Hours } from '../domain/hours.ts';
import type { Summed } from '../domain/segment.ts';
import { personKey, profileSort } from './keys.ts';
import { pages } from './pages.ts';
import type { Table } from './table.ts';

const asked = {
  FilterExpression: 'sk = :profile AND (attribute_exists(#orders) OR attribute_exists(#hours))',
  ProjectionExpression: 'pk, #orders.#last, #orders.#count, #orders.#total, #hours',
  ExpressionAttributeNames: {
    '#orders': 'orders',
    '#last': 'last',
    '#count': 'count',
    '#total': 'total',
    '#hours': 'hours',
  },
  ExpressionAttributeValues: { ':profile': profileSort },
};

/** Everybody who ordered or whose hours are counted, page by page, by the hash of who they are. */
export function population({ client, name }: Table) {
  return {
    async *pages(): AsyncGenerator<readonly Counted[]> {
      for await (const items of pages((from) => client.send(new ScanCommand({ TableName: name, ...asked, ...from })))) {
        yield items.map(({ pk, ...found }) => ({ user: String(pk).slice(personKey('').length), ...found }));
      }
    },
  };
}

interface Counted {
  readonly user: string;
  readonly orders?: Summed;
  readonly hours?: Hours;
}
