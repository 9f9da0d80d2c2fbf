import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Orders } from '../domain/orders.ts';
import { personKey, profileSort } from './keys.ts';
import { pages } from './pages.ts';
import type { Table } from './table.ts';

const asked = {
  FilterExpression: 'sk = :profile AND attribute_exists(#orders)',
  ProjectionExpression: 'pk, #orders.#last, #orders.#count, #orders.#total',
  ExpressionAttributeNames: { '#orders': 'orders', '#last': 'last', '#count': 'count', '#total': 'total' },
  ExpressionAttributeValues: { ':profile': profileSort },
};

/** Everybody who ordered, page by page, by the hash of who they are. */
export function population({ client, name }: Table) {
  return {
    async *pages(): AsyncGenerator<readonly { readonly user: string; readonly orders: Summed }[]> {
      for await (const items of pages((from) => client.send(new ScanCommand({ TableName: name, ...asked, ...from })))) {
        yield items.map(({ pk, orders }) => ({
          user: String(pk).slice(personKey('').length),
          orders: orders as Summed,
        }));
      }
    },
  };
}

/** What fifths are made of. */
type Summed = Pick<Orders, 'last' | 'count' | 'total'>;
