import {
  ConditionalCheckFailedException,
  ResourceNotFoundException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { chance } from '../random.ts';
import { SimulationError } from '../simulation-error.ts';
import { holdsOf } from './conditions.ts';
import { compare, type Key, Table, type Write } from './table.ts';
import { type Placeholders, Tokens, valueAt } from './tokens.ts';
import { updated, validation } from './updates.ts';
import { copyOf, type Item, marshalledItem } from './values.ts';

type Input = Readonly<Record<string, unknown>>;

interface Surroundings {
  readonly now: () => number;
  /** Who is calling: the key of the invocation. */
  readonly caller: () => string;
  readonly seed: number;
}

const bytesOfPage = 1024 * 1024;

/** DynamoDB as the document client calls it, for tables with the keys `pk` and `sk`. */
export class DynamoDb {
  /** Everything that was written, oldest first. */
  readonly writes: Write[] = [];
  private readonly tables: ReadonlyMap<string, Table>;
  private readonly surroundings: Surroundings;
  private readonly listeners: ((write: Write) => void)[] = [];

  constructor(names: readonly string[], surroundings: Surroundings) {
    this.surroundings = surroundings;
    // What is over is deleted within days, not at once: until then it may or may not be there.
    const isExpired = ({ pk, sk, ttl }: Item) =>
      typeof ttl === 'number' &&
      ttl * 1000 < surroundings.now() &&
      chance(surroundings.seed, 'ttl', String(pk), String(sk)) < 0.5;
    this.tables = new Map(names.map((name) => [name, new Table(name, isExpired)]));
  }

  onWrite(listen: (write: Write) => void): void {
    this.listeners.push(listen);
  }

  table(name: unknown): Table {
    const table = this.tables.get(String(name));
    if (table) return table;
    throw new ResourceNotFoundException({ message: `no table ${String(name)}`, $metadata: { httpStatusCode: 400 } });
  }

  /** Carries out a command of the document client. @throws what DynamoDB answers; SimulationError for an unknown command */
  run(command: string, input: Input): unknown {
    const operation = this.operations[command];
    if (!operation)
      throw new SimulationError(`DynamoDB ${command}: the simulation has no such command; teach lib/simulation/dynamo`);
    return operation(input);
  }

  private readonly operations: Readonly<Record<string, (input: Input) => unknown>> = {
    GetCommand: (input) => {
      const item = this.table(input.TableName).get(keyOf(input.Key));
      return item ? { Item: projected(item, input) } : {};
    },

    PutCommand: (input) => this.single(input, keyOf(input.Item), () => input.Item as Item),

    DeleteCommand: (input) => this.single(input, keyOf(input.Key), () => undefined),

    UpdateCommand: (input) => {
      const key = keyOf(input.Key);
      return this.single(input, key, (before) =>
        updated(textOf(input.UpdateExpression), placeholdersOf(input), before ?? { ...key }),
      );
    },

    QueryCommand: (input) => this.query(input),

    ScanCommand: (input) => {
      const [segment, of] = [Number(input.Segment ?? 0), Number(input.TotalSegments ?? 1)];
      const inSegment = ({ pk }: Item) => of === 1 || Math.floor(chance('segment', String(pk)) * of) === segment;
      return page(this.table(input.TableName).all().filter(inSegment), input, false);
    },

    BatchGetCommand: ({ RequestItems }) => {
      const asked = Object.entries(RequestItems as Readonly<Record<string, { Keys: readonly unknown[] } & Input>>);
      const found = asked.map(([table, about]) => {
        const items = about.Keys.map((key) => this.table(table).get(keyOf(key))).filter((item) => item !== undefined);
        return [table, items.map((item) => projected(item, about))] as const;
      });
      return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
    },

    BatchWriteCommand: ({ RequestItems }) => {
      interface Request {
        readonly PutRequest?: { readonly Item: Item };
        readonly DeleteRequest?: { readonly Key: unknown };
      }
      for (const [table, requests] of Object.entries(RequestItems as Readonly<Record<string, readonly Request[]>>)) {
        for (const { PutRequest: put, DeleteRequest: gone } of requests) {
          this.write(this.table(table), keyOf(put?.Item ?? gone?.Key), put?.Item);
        }
      }
      return { UnprocessedItems: {} };
    },

    TransactWriteCommand: (input) => this.transact(input),

    TransactGetCommand: ({ TransactItems }) => ({
      Responses: (TransactItems as readonly { readonly Get: Input }[]).map(({ Get }) => {
        const item = this.table(Get.TableName).get(keyOf(Get.Key));
        return item ? { Item: projected(item, Get) } : {};
      }),
    }),
  };

  private single(input: Input, key: Key, change: (before: Item | undefined) => Item | undefined): unknown {
    const table = this.table(input.TableName);
    const before = table.get(key);
    this.check(input, before);
    const after = this.write(table, key, change(before));
    switch (input.ReturnValues) {
      case undefined:
      case 'NONE':
        return {};
      case 'ALL_NEW':
        return { Attributes: copyOf(after) };
      case 'ALL_OLD':
        return before ? { Attributes: copyOf(before) } : {};
      default:
        throw new SimulationError(`ReturnValues ${String(input.ReturnValues)}: the simulation has no such kind`);
    }
  }

  private check(input: Input, before: Item | undefined): void {
    if (holdsOf(textOf(input.ConditionExpression), placeholdersOf(input), before)) return;
    throw new ConditionalCheckFailedException({
      message: 'The conditional request failed',
      $metadata: { httpStatusCode: 400 },
      ...(input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' &&
        before && { Item: marshalledItem(before) as ConditionalCheckFailedException['Item'] & object }),
    });
  }

  /** All or nothing: conditions are checked first, each with its reason. */
  private transact(input: Input): unknown {
    const items = (input.TransactItems as readonly Readonly<Record<string, Input>>[]).map((item) => {
      const [kind = '', about = {}] = Object.entries(item)[0] ?? [];
      return { kind, about, key: keyOf(kind === 'Put' ? about.Item : about.Key), table: this.table(about.TableName) };
    });
    const keys = items.map(({ table, key }) => `${table.name} ${key.pk} ${key.sk}`);
    if (new Set(keys).size < keys.length || items.length > 100) {
      throw validation('Transaction request cannot include multiple operations on one item, nor more than 100');
    }
    const reasons = items.map(({ table, key, about }) => {
      const before = table.get(key);
      if (holdsOf(textOf(about.ConditionExpression), placeholdersOf(about), before)) return { Code: 'None' };
      const shown = about.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before;
      const Message = 'The conditional request failed';
      return { Code: 'ConditionalCheckFailed', Message, ...(shown && { Item: marshalledItem(shown) }) };
    });
    if (reasons.some(({ Code }) => Code !== 'None')) throw canceled(reasons);
    const changes = items.map(({ kind, about, key, table }) => {
      const before = table.get(key);
      switch (kind) {
        case 'Put':
          return { table, key, after: about.Item as Item };
        case 'Delete':
          return { table, key, after: undefined };
        case 'Update': {
          const after = updated(textOf(about.UpdateExpression), placeholdersOf(about), before ?? { ...key });
          return { table, key, after };
        }
        case 'ConditionCheck':
          return null;
        default:
          throw new SimulationError(`TransactWriteItems ${kind}: the simulation has no such operation`);
      }
    });
    for (const change of changes) if (change) this.write(change.table, change.key, change.after);
    return {};
  }

  private query(input: Input): unknown {
    const placeholders = placeholdersOf(input);
    const text = textOf(input.KeyConditionExpression) ?? '';
    const tokens = new Tokens(text);
    if (tokens.path(placeholders).join() !== 'pk') throw tokens.wrong('a query begins with pk');
    tokens.expect('=');
    const pk = String(tokens.value(placeholders));
    const inRange = (item: Item) => holdsOf(text, placeholders, item);
    const items = this.table(input.TableName).partition(pk).filter(inRange);
    return page(input.ScanIndexForward === false ? items.reverse() : items, input, input.ScanIndexForward === false);
  }

  private write(table: Table, key: Key, item: Item | undefined): Item | undefined {
    const before = table.get(key);
    const after = table.put(key, item);
    if (!before && !after) return after;
    const { now, caller } = this.surroundings;
    const write = { at: now(), table: table.name, ...key, before, after, by: caller() };
    this.writes.push(write);
    for (const listen of this.listeners) listen(write);
    return after;
  }
}

/** The error of a transaction that was taken back, with a reason for each item. */
export const canceled = (reasons: readonly object[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: 'Transaction cancelled, please refer cancellation reasons for specific reasons',
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: [...reasons],
  });

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function keyOf(value: unknown): Key {
  const { pk, sk } = (value ?? {}) as { pk?: unknown; sk?: unknown };
  if (typeof pk !== 'string' || typeof sk !== 'string' || pk === '' || sk === '') {
    throw validation('One or more parameter values were invalid: pk and sk are texts that are not empty');
  }
  return { pk, sk };
}

const placeholdersOf = (input: Input): Placeholders => ({
  names: (input.ExpressionAttributeNames ?? {}) as Readonly<Record<string, string>>,
  values: (input.ExpressionAttributeValues ?? {}) as Readonly<Record<string, unknown>>,
});

/** One page: what is looked at ends with the limit or a megabyte, whatever the filter leaves of it. */
function page(items: readonly Item[], input: Input, backwards: boolean): unknown {
  const from = input.ExclusiveStartKey as Key | undefined;
  const isAfter = ({ pk, sk }: Item) => {
    if (!from) return true;
    const order = compare(String(pk), from.pk) || compare(String(sk), from.sk);
    return backwards ? order < 0 : order > 0;
  };
  const rest = items.filter(isAfter);
  let bytes = 0;
  const ends = rest.findIndex((item, index) => {
    bytes += JSON.stringify(item).length;
    return index + 1 >= Number(input.Limit ?? Number.POSITIVE_INFINITY) || bytes > bytesOfPage;
  });
  const looked = ends < 0 ? rest : rest.slice(0, ends + 1);
  const last = looked.at(-1);
  const found = looked.filter((item) => holdsOf(textOf(input.FilterExpression), placeholdersOf(input), item));
  return {
    Items: found.map((item) => projected(item, input)),
    Count: found.length,
    ScannedCount: looked.length,
    ...(last && looked.length < rest.length && { LastEvaluatedKey: { pk: last.pk, sk: last.sk } }),
  };
}

/** A copy of the item, of what the projection names. */
function projected(item: Item, input: Input): Item {
  const text = textOf(input.ProjectionExpression);
  if (text === undefined) return copyOf(item);
  const tokens = new Tokens(text);
  const shown: Record<string, unknown> = {};
  do {
    const path = tokens.path(placeholdersOf(input));
    const value = valueAt(item, path);
    if (value === undefined) continue;
    let holder = shown;
    for (const part of path.slice(0, -1)) {
      holder[part] ??= {};
      holder = holder[part] as Record<string, unknown>;
    }
    holder[path.at(-1) ?? ''] = copyOf(value);
  } while (tokens.take(','));
  return shown;
}
