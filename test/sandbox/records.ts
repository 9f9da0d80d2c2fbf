import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { readTouchId } from '../../lib/domain/touch-id.ts';

const people = 'polyphony-people';

/** Looks into the people table as an operator would. */
export class Records {
  private readonly table: DynamoDBDocumentClient;

  constructor(endpoint: string) {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    this.table = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }));
  }

  async item(pk: string, sk: string): Promise<Record<string, unknown> | undefined> {
    return (await this.table.send(new GetCommand({ TableName: people, Key: { pk, sk } }))).Item;
  }

  touch(id: string): Promise<Record<string, unknown> | undefined> {
    const touch = readTouchId(id);
    return this.item(`USER#${touch?.user}`, `TOUCH#${touch?.run}#${touch?.step}`);
  }

  async of(user: string): Promise<readonly Record<string, unknown>[]> {
    const KeyConditionExpression = 'pk = :person';
    const ExpressionAttributeValues = { ':person': `USER#${user}` };
    const asked = { TableName: people, KeyConditionExpression, ExpressionAttributeValues };
    return (await this.table.send(new QueryCommand(asked))).Items ?? [];
  }

  async put(item: Readonly<Record<string, unknown>>): Promise<void> {
    await this.table.send(new PutCommand({ TableName: people, Item: item }));
  }
}
