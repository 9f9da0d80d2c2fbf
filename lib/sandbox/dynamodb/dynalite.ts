import { createRequire } from 'node:module';
import { MemoryItems } from './memory-items.ts';

// dynalite is reached by its parts, not through its HTTP server: one hop less on every call.

/** An error as dynalite throws it. */
interface DynaliteError extends Error {
  readonly statusCode?: number;
  readonly body?: { readonly __type: string; readonly message?: string; readonly Message?: string };
}

type Data = Record<string, unknown>;
type Action = (store: object, data: Data, done: (error: DynaliteError | null, output?: Data) => void) => void;

type Described = (error: DynaliteError | null, table?: Data) => void;

/** What dynalite's actions find tables and items in. */
interface Store {
  getTable(name: string, active: boolean | Described, done?: Described): void;
  getItemDb(table: string): MemoryItems;
  getIndexDb(kind: string, table: string, index: string): MemoryItems;
}

interface Validations {
  checkTypes(data: Data, types: object): Data;
  checkValidations(data: Data, types: object, custom: unknown, store: object): void;
}

const load: (path: string) => unknown = createRequire(import.meta.url);
const storage = load('dynalite/db') as { create(options: object): Store };
const validations = load('dynalite/validations') as Validations;

/** The operations that dynalite has and a stack's clients use. */
export const dynaliteOperations = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
] as const;
export type DynaliteOperation = (typeof dynaliteOperations)[number];

/** What DynamoDB refused. */
export class Refused extends Error {
  /** Without its namespace, such as ConditionalCheckFailedException. */
  readonly code: string;
  readonly status: number;

  constructor(type: string, message: string, status: number) {
    super(message);
    this.name = 'Refused';
    this.code = type.slice(type.indexOf('#') + 1);
    this.status = status;
  }
}

/** A database in memory. */
export interface Dynalite {
  (operation: DynaliteOperation, input: object): Promise<Data>;
  /** Checks what can be checked without looking at an item. Throws Refused. */
  check(operation: DynaliteOperation, input: object): void;
  /**
   * Carries out an operation on a single item before it returns, so that nobody else sees the moment between two of them.
   * Throws Refused.
   */
  atOnce(operation: 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem', input: object): Data;
}

/** An empty database in memory. */
export function openDynalite(): Dynalite {
  const store = withItemsHere(storage.create({ createTableMs: 0 }));
  const parts = new Map(
    dynaliteOperations.map((operation) => {
      const file = operation.charAt(0).toLowerCase() + operation.slice(1);
      const action = load(`dynalite/actions/${file}`) as Action;
      const { types, custom } = load(`dynalite/validations/${file}`) as { types: object; custom: unknown };
      return [operation, { action, types, custom }] as const;
    }),
  );
  /** @param done is called before this returns, wherever no table is created and no range is read */
  const run = (operation: DynaliteOperation, input: object, done: Parameters<Action>[2]) => {
    const part = parts.get(operation);
    if (!part) throw new Error(`dynalite has no ${operation}`);
    part.action(store, checked(operation, input), done);
  };
  const checked = (operation: DynaliteOperation, input: object): Data => {
    const part = parts.get(operation);
    if (!part) throw new Error(`dynalite has no ${operation}`);
    try {
      const data = validations.checkTypes({ ...input }, part.types);
      validations.checkValidations(data, part.types, part.custom, store);
      return data;
    } catch (error) {
      throw refusedOr(error as DynaliteError);
    }
  };
  const later = (operation: DynaliteOperation, input: object) =>
    new Promise<Data>((resolve, reject) => {
      run(operation, input, (error, output) => (error ? reject(refusedOr(error)) : resolve(output ?? {})));
    });
  return Object.assign(later, {
    check: (operation: DynaliteOperation, input: object) => void checked(operation, input),
    atOnce(operation: DynaliteOperation, input: object): Data {
      let answer: { readonly error: DynaliteError | null; readonly output: Data | undefined } | undefined;
      run(operation, input, (error, output) => {
        answer = { error, output };
      });
      if (!answer) throw new Error(`dynalite did not answer ${operation} at once`);
      if (answer.error) throw refusedOr(answer.error);
      return answer.output ?? {};
    },
  });
}

/** Keeps the items itself, and remembers each table: once it is active, it does not change here. */
function withItemsHere(store: Store): Store {
  const active = new Map<string, Data>();
  const kept = new Map<string, MemoryItems>();
  const itemsOf = (name: string) => {
    const items = kept.get(name) ?? new MemoryItems();
    kept.set(name, items);
    return items;
  };
  const { getTable } = store;
  return Object.assign(store, {
    getTable(name, checked, done) {
      const described = typeof checked === 'function' ? checked : done;
      const known = active.get(name);
      if (known) return described?.(null, known);
      getTable(name, checked !== false, (error, table) => {
        if (table?.TableStatus === 'ACTIVE') active.set(name, table);
        described?.(error, table);
      });
    },
    getItemDb: (table) => itemsOf(table),
    // Some actions write the kind in capitals, some do not.
    getIndexDb: (kind, table, index) => itemsOf([kind.toLowerCase(), table, index].join(' ')),
  } satisfies Store);
}

function refusedOr(error: DynaliteError): Error {
  if (!error.body) return error;
  return new Refused(error.body.__type, error.body.message ?? error.body.Message ?? '', error.statusCode ?? 400);
}
