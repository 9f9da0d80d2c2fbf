import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ApprovalRequest } from '../domain/approval.ts';
import type { Estimate } from '../domain/estimate.ts';
import { approvalKey } from './keys.ts';
import type { Table } from './table.ts';

const sortOf = ({ request }: ApprovalRequest) => `ESTIMATE#${request}`;

/** What each approver was told of numbers: part of the audit trail, beside the requests and apart from them. */
export function estimates({ client, name }: Table) {
  return {
    async keep(request: ApprovalRequest, estimate: Estimate): Promise<void> {
      const Item = { pk: approvalKey(request.journey), sk: sortOf(request), estimate };
      await client.send(new PutCommand({ TableName: name, Item }));
    },

    /** `null` for a request from before they were kept. */
    async of(request: ApprovalRequest): Promise<Estimate | null> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :journey AND sk = :estimate',
          ExpressionAttributeValues: { ':journey': approvalKey(request.journey), ':estimate': sortOf(request) },
        }),
      );
      return (Items[0]?.estimate as Estimate | undefined) ?? null;
    },
  };
}
