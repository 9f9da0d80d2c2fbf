import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts';
import { itemBytes, refusedWriteUnits, unitsIn } from './capacity.ts';
import { type Dynalite, Refused } from './dynalite.ts';
import type { Table } from './tables.ts';

/** One write of a transaction, as the operation on a single item that it is. A check deletes, and is always undone. */
interface Action {
  readonly kind: keyof typeof kinds;
  readonly operation: 'PutItem' | 'UpdateItem' | 'DeleteItem';
  readonly input: Fields;
  readonly showsItem: boolean;
}

/** A refusal; of a transaction that was cancelled, with a reason for each of its actions and what it consumed. */
export class Failure extends Refused {
  readonly reasons: readonly Fields[] | undefined;
  readonly units: number | undefined;

  constructor(
    code: string,
    message: string,
    cancelled?: { readonly reasons: readonly Fields[]; readonly units: number },
  ) {
    super(code, message, 400);
    this.reasons = cancelled?.reasons;
    this.units = cancelled?.units;
  }
}

const expressions = ['ExpressionAttributeNames', 'ExpressionAttributeValues'] as const;
const kinds = {
  ConditionCheck: { operation: 'DeleteItem', needs: ['Key', 'ConditionExpression'], takes: expressions },
  Put: { operation: 'PutItem', needs: ['Item'], takes: ['ConditionExpression', ...expressions] },
  Delete: { operation: 'DeleteItem', needs: ['Key'], takes: ['ConditionExpression', ...expressions] },
  Update: {
    operation: 'UpdateItem',
    needs: ['Key', 'UpdateExpression'],
    takes: ['ConditionExpression', ...expressions],
  },
} as const;
const kindNames = Object.keys(kinds) as (keyof typeof kinds)[];

const mostActions = 100;
const mostBytes = 4 * 1024 * 1024;
/** For so long a repeated request changes nothing. */
const rememberedMs = 10 * 60_000;

const invalid = (message: string) => new Failure('ValidationException', message);
const violates = (message: string) => invalid(`1 validation error detected: ${message}`);

/** TransactWriteItems: all of the actions or none, in one step that nobody can look into. */
export class Transactions {
  private readonly dynalite: Dynalite;
  private readonly tables: readonly Table[];
  private readonly now: () => number;
  /** What was written, by the token of its request. */
  private readonly done = new Map<string, { readonly request: string; readonly until: number }>();

  constructor(dynalite: Dynalite, tables: readonly Table[], now: () => number) {
    this.dynalite = dynalite;
    this.tables = tables;
    this.now = now;
  }

  /** @returns the capacity units consumed by table: of reading, where the same request was carried out before */
  write(input: Fields): { readonly units: Readonly<Record<string, number>>; readonly repeated: boolean } {
    const actions = actionsOf(input);
    this.check(actions);
    const { ClientRequestToken: given, ...asked } = input;
    const token = tokenOf(given);
    const request = JSON.stringify(asked, inOrder);
    const known = token === undefined ? undefined : this.known(token);
    if (known !== undefined && known !== request) {
      throw new Failure(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical',
      );
    }
    if (known !== undefined) return { units: sumByTable(actions, (action) => this.readUnits(action)), repeated: true };
    const units = this.carryOut(actions);
    if (token !== undefined) this.done.set(token, { request, until: this.now() + rememberedMs });
    return { units: sumByTable(actions, (_, index) => units[index] ?? 0), repeated: false };
  }

  private known(token: string): string | undefined {
    for (const [each, { until }] of this.done) if (until <= this.now()) this.done.delete(each);
    return this.done.get(token)?.request;
  }

  private check(actions: readonly Action[]): void {
    for (const { operation, input } of actions) {
      if (!this.tableOf(input)) {
        throw new Failure('ResourceNotFoundException', 'Requested resource not found');
      }
      this.dynalite.check(operation, input);
    }
    const keys = actions.map(({ input }) => JSON.stringify([input.TableName, this.keyOf(input)], inOrder));
    if (new Set(keys).size < keys.length) {
      throw invalid('Transaction request cannot include multiple operations on one item');
    }
    const bytes = actions.reduce((sum, { input }) => sum + itemBytes(input.Item ?? input.ExpressionAttributeValues), 0);
    if (bytes > mostBytes) throw invalid('Transaction request cannot exceed 4 MB in size');
  }

  /** @returns the units of each action */
  private carryOut(actions: readonly Action[]): number[] {
    const before = actions.map(({ input }) => this.itemAt(input));
    const answers = actions.map((action) => this.attempt(action));
    const failed = answers.some((answer) => answer instanceof Refused);
    actions.forEach((action, index) => {
      if (answers[index] instanceof Refused) return;
      if (failed || action.kind === 'ConditionCheck') this.restore(action, before[index]);
    });
    if (!failed) return answers.map((answer) => 2 * (typeof answer === 'number' ? answer : 0));
    const reasons = answers.map((answer, index) => reasonOf(answer, before[index], actions[index]?.showsItem === true));
    const units = actions.reduce((sum, { input }, index) => sum + 2 * refusedWriteUnits(before[index], input.Item), 0);
    const codes = reasons.map(({ Code }) => Code).join(', ');
    throw new Failure(
      'TransactionCanceledException',
      `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
      { reasons, units },
    );
  }

  private attempt({ operation, input }: Action): number | Refused {
    try {
      return unitsIn(this.dynalite.atOnce(operation, { ...input, ReturnConsumedCapacity: 'TOTAL' }).ConsumedCapacity);
    } catch (error) {
      if (error instanceof Refused) return error;
      throw error;
    }
  }

  private restore({ input }: Action, item: unknown): void {
    const { TableName } = input;
    if (item === undefined) this.dynalite.atOnce('DeleteItem', { TableName, Key: this.keyOf(input) });
    else this.dynalite.atOnce('PutItem', { TableName, Item: item });
  }

  private readUnits({ input }: Action): number {
    return 2 * Math.max(1, Math.ceil(itemBytes(this.itemAt(input)) / 4096));
  }

  private itemAt(input: Fields): unknown {
    const asked = { TableName: input.TableName, Key: this.keyOf(input), ConsistentRead: true };
    return this.dynalite.atOnce('GetItem', asked).Item;
  }

  private tableOf({ TableName: name }: Fields): Table | undefined {
    return this.tables.find((table) => table.name === name);
  }

  private keyOf(input: Fields): Fields {
    const from = fieldsOf(input.Key ?? input.Item);
    return Object.fromEntries((this.tableOf(input)?.keys ?? []).map((name) => [name, from[name]]));
  }
}

/** The actions of a request. Throws Failure where it is not a transaction at all. */
export function actionsOf(input: Fields): readonly Action[] {
  const items = listOf(input.TransactItems);
  const bound = items.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${mostActions}`;
  if (items.length === 0 || items.length > mostActions) {
    throw violates(`Value at 'transactItems' failed to satisfy constraint: Member must have length ${bound}`);
  }
  return items.map((item, index) => actionOf(fieldsOf(item), `transactItems.${index + 1}.member`));
}

function actionOf(item: Fields, place: string): Action {
  const given = kindNames.filter((kind) => isFields(item[kind]));
  const [kind] = given;
  if (!kind || given.length > 1) throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  const { operation, needs, takes } = kinds[kind];
  const asked = fieldsOf(item[kind]);
  for (const name of ['TableName', ...needs]) {
    if (asked[name] !== undefined) continue;
    const at = [place, kind, name].map((part) => part.charAt(0).toLowerCase() + part.slice(1)).join('.');
    throw violates(`Value null at '${at}' failed to satisfy constraint: Member must not be null`);
  }
  const taken = ['TableName', ...needs, ...takes].filter((name) => asked[name] !== undefined);
  return {
    kind,
    operation,
    input: Object.fromEntries(taken.map((name) => [name, asked[name]])),
    showsItem: asked.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

function tokenOf(given: unknown): string | undefined {
  const token = textOf(given);
  if (token === undefined || (token.length >= 1 && token.length <= 36)) return token;
  const bound = token === '' ? 'greater than or equal to 1' : 'less than or equal to 36';
  throw violates(
    `Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length ${bound}`,
  );
}

function reasonOf(answer: number | Refused, existing: unknown, showsItem: boolean): Fields {
  if (!(answer instanceof Refused)) return { Code: 'None' };
  const Code = answer.code.replace(/Exception$/, '').replace(/^Validation$/, 'ValidationError');
  const shown = showsItem && Code === 'ConditionalCheckFailed' && existing !== undefined;
  return { Code, Message: answer.message, ...(shown && { Item: existing }) };
}

function sumByTable(
  actions: readonly Action[],
  unitsOf: (action: Action, index: number) => number,
): Record<string, number> {
  const sums: Record<string, number> = {};
  actions.forEach((action, index) => {
    const table = String(action.input.TableName);
    sums[table] = (sums[table] ?? 0) + unitsOf(action, index);
  });
  return sums;
}

/** Writes objects with their members in order, so that two of the same content are the same text. */
const inOrder = (_: string, value: unknown): unknown =>
  isFields(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value;
