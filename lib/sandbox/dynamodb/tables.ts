import type { Inventory } from '../assembly/inventory.ts';
import { type Fields, fieldsOf, listOf } from '../fields.ts';
import type { DynaliteOperation } from './dynalite.ts';

export interface Table {
  readonly name: string;
  readonly logicalId: string;
  /** Names of partition and sort key. */
  readonly keys: readonly string[];
}

type Dynalite = (operation: DynaliteOperation, input: object) => Promise<Record<string, unknown>>;

/** Creates every table of the assembly and waits until each takes items. */
export async function createTables(inventory: Inventory, dynalite: Dynalite): Promise<Table[]> {
  const resources = inventory.all('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  return Promise.all(
    resources.map(async ({ name, logicalId, properties }) => {
      await dynalite('CreateTable', {
        TableName: name,
        KeySchema: properties.KeySchema,
        AttributeDefinitions: properties.AttributeDefinitions,
        BillingMode: 'PAY_PER_REQUEST',
        ...indexes('GlobalSecondaryIndexes', properties),
        ...indexes('LocalSecondaryIndexes', properties),
      });
      await active(name, dynalite);
      return { name, logicalId, keys: listOf(properties.KeySchema).map((key) => String(fieldsOf(key).AttributeName)) };
    }),
  );
}

function indexes(member: string, properties: Fields): object {
  const declared = listOf(properties[member]).map(fieldsOf);
  if (declared.length === 0) return {};
  return { [member]: declared.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection })) };
}

async function active(name: string, dynalite: Dynalite): Promise<void> {
  for (;;) {
    const { Table: table } = await dynalite('DescribeTable', { TableName: name });
    if (fieldsOf(table).TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
