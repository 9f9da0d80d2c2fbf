import { AwsError } from '../errors.ts';
import { type Fields, fieldsOf, listOf } from '../fields.ts';
import type { Call, Service } from '../wire/call.ts';
import { refusedWriteUnits, unitsIn } from './capacity.ts';
import { type Dynalite, type DynaliteOperation, dynaliteOperations, Refused } from './dynalite.ts';
import type { Table } from './tables.ts';
import { actionsOf, type Failure, Transactions } from './transactions.ts';

export interface TableSurroundings {
  readonly dynalite: Dynalite;
  readonly tables: readonly Table[];
  /** Counts consumed capacity by who caused it. */
  capacity(caller: string | undefined, kind: 'readUnits' | 'writeUnits', units: number): void;
  /** An item was written; asked only for items that `watches` names. */
  written(table: string, item: Fields): void;
  watches(key: Fields): boolean;
  /** Epoch milliseconds. */
  now(): number;
}

const writes: readonly string[] = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];
const reads: readonly string[] = ['GetItem', 'BatchGetItem', 'Query', 'Scan'];

const typeOf = (code: string) => `com.amazonaws.dynamodb.v20120810#${code}`;

/** DynamoDB over dynalite, every call metered whether its client asked for capacity or not. Transactions only write. */
export function dynamoDb(surroundings: TableSurroundings): Service {
  const served = dynaliteOperations.filter((operation) => operation !== 'CreateTable');
  const operations = served.map((operation) => {
    const serve = (input: Fields, call: Call) => carryOut(operation, input, call, surroundings);
    return [operation, serve] as const;
  });
  const transactions = new Transactions(surroundings.dynalite, surroundings.tables, surroundings.now);
  const transact = (input: Fields, call: Call) => carryOutTogether(transactions, input, call, surroundings);
  return { name: 'DynamoDB', operations: { ...Object.fromEntries(operations), TransactWriteItems: transact } };
}

async function carryOut(operation: DynaliteOperation, input: Fields, call: Call, surroundings: TableSurroundings) {
  const { dynalite, capacity } = surroundings;
  const caller = call.caller.function;
  const [isWrite, isMetered] = [writes.includes(operation), writes.includes(operation) || reads.includes(operation)];
  try {
    const asked = input.ReturnConsumedCapacity;
    const output = await dynalite(operation, {
      ...input,
      ...(isMetered && { ReturnConsumedCapacity: asked === 'INDEXES' ? 'INDEXES' : 'TOTAL' }),
    });
    if (isMetered) capacity(caller, isWrite ? 'writeUnits' : 'readUnits', unitsIn(output.ConsumedCapacity));
    if (asked === undefined || asked === 'NONE') delete output.ConsumedCapacity;
    if (isWrite) await tell(operation, input, surroundings);
    return output;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const type = typeOf(error.code);
    if (error.code !== 'ConditionalCheckFailedException') throw new AwsError(type, error.message, error.status);
    const existing = await itemAt(input, surroundings);
    capacity(caller, 'writeUnits', refusedWriteUnits(existing, input.Item));
    const show = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && existing !== undefined;
    throw new AwsError(type, error.message, error.status, show ? { Item: existing } : {});
  }
}

/** A transaction is metered at two units for each that its writes take by themselves, cancelled or not. */
async function carryOutTogether(
  transactions: Transactions,
  input: Fields,
  call: Call,
  surroundings: TableSurroundings,
): Promise<Fields> {
  const caller = call.caller.function;
  try {
    const { units, repeated } = transactions.write(input);
    const all = Object.values(units).reduce((sum, each) => sum + each, 0);
    surroundings.capacity(caller, repeated ? 'readUnits' : 'writeUnits', all);
    if (!repeated) {
      for (const { operation, input: written } of actionsOf(input)) await tell(operation, written, surroundings);
    }
    const asked = input.ReturnConsumedCapacity;
    if (asked === undefined || asked === 'NONE') return {};
    const kind = repeated ? 'ReadCapacityUnits' : 'WriteCapacityUnits';
    const consumed = Object.entries(units).map(([TableName, each]) => ({
      TableName,
      CapacityUnits: each,
      [kind]: each,
    }));
    return { ConsumedCapacity: consumed };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { units, reasons } = error as Failure;
    if (units !== undefined) surroundings.capacity(caller, 'writeUnits', units);
    const more = reasons && { CancellationReasons: reasons };
    throw new AwsError(typeOf(error.code), error.message, error.status, more);
  }
}

/** The item that a write names, as it is now. */
async function itemAt(input: Fields, { dynalite, tables }: TableSurroundings): Promise<unknown> {
  const { TableName: name, Item: item, Key: key } = input;
  const keys = tables.find((table) => table.name === name)?.keys ?? [];
  const whole =
    key === undefined ? Object.fromEntries(keys.map((attribute) => [attribute, fieldsOf(item)[attribute]])) : key;
  return (await dynalite('GetItem', { TableName: name, Key: whole, ConsistentRead: true })).Item;
}

async function tell(operation: DynaliteOperation, input: Fields, surroundings: TableSurroundings): Promise<void> {
  const { watches, written } = surroundings;
  const table = String(input.TableName);
  if (operation === 'PutItem' && watches(fieldsOf(input.Item))) written(table, fieldsOf(input.Item));
  if (operation === 'UpdateItem' && watches(fieldsOf(input.Key)))
    written(table, fieldsOf(await itemAt(input, surroundings)));
  if (operation !== 'BatchWriteItem') return;
  for (const [name, requests] of Object.entries(fieldsOf(input.RequestItems))) {
    for (const request of listOf(requests)) {
      const item = fieldsOf(fieldsOf(fieldsOf(request).PutRequest).Item);
      if (watches(item)) written(name, item);
    }
  }
}
