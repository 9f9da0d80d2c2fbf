import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ApprovalRequest } from '../domain/approval.ts';
import type { Headcount } from '../domain/headcount.ts';
import { pages } from './pages.ts';
import { holds, type Table } from './table.ts';

/** As long as a request can be answered, and some days more. */
const keptMs = 14 * 86_400_000;

const keyOf = ({ request }: ApprovalRequest) => `HEADCOUNT#${request}`;
const sortOf = (segment: number) => `SEGMENT#${segment}`;

interface Counted {
  readonly page: number;
  readonly over: boolean;
  readonly headcount: Headcount;
  readonly after?: string;
}
type Item = Counted & { readonly segment: number };

/**
 * How far the people are counted whom a request is about. It names somebody only while it counts: the place where a page
 * ends is a person's.
 */
export function headcounts({ client, name }: Table) {
  return {
    async read(request: ApprovalRequest, segment: number): Promise<Counted | null> {
      const Key = { pk: keyOf(request), sk: sortOf(segment) };
      const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
      return Item ? countedOf(Item as Item) : null;
    },

    /** @see Headcounts.write */
    write(request: ApprovalRequest, segment: number, counted: Counted, at: number): Promise<boolean> {
      const ttl = Math.floor((at + keptMs) / 1000);
      return holds(
        client.send(
          new PutCommand({
            TableName: name,
            Item: { pk: keyOf(request), sk: sortOf(segment), segment, ttl, ...counted },
            ConditionExpression: 'attribute_not_exists(pk) OR #page = :before',
            ExpressionAttributeNames: { '#page': 'page' },
            ExpressionAttributeValues: { ':before': counted.page - 1 },
          }),
        ),
      );
    },

    async of(request: ApprovalRequest): Promise<ReadonlyMap<number, Counted>> {
      const found = new Map<number, Counted>();
      const query = {
        TableName: name,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :request',
        ExpressionAttributeValues: { ':request': keyOf(request) },
      };
      for await (const page of pages((from) => client.send(new QueryCommand({ ...query, ...from })))) {
        for (const item of page as unknown as Item[]) found.set(item.segment, countedOf(item));
      }
      return found;
    },
  };
}

const countedOf = ({ page, over, headcount, after }: Item): Counted => ({
  page,
  over,
  headcount,
  ...(after !== undefined && { after }),
});
