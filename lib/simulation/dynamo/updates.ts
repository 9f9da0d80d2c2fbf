import { type Path, type Placeholders, Tokens, valueAt } from './tokens.ts';
import { copyOf, type Item } from './values.ts';

/** The item after an update: what an expression reads is the item before it. */
export function updated(text: string | undefined, placeholders: Placeholders, before: Item): Item {
  const after = copyOf(before) as Record<string, unknown>;
  if (text === undefined) return after;
  const tokens = new Tokens(text);
  while (!tokens.over) {
    const clause = tokens.next().toUpperCase();
    const change = clauses[clause];
    if (!change) throw tokens.wrong(`${clause} is no clause of an update`);
    do change(tokens, placeholders, before, after);
    while (tokens.take(','));
  }
  return after;
}

type Change = (tokens: Tokens, placeholders: Placeholders, before: Item, after: Record<string, unknown>) => void;

const clauses: Readonly<Record<string, Change>> = {
  SET(tokens, placeholders, before, after) {
    const path = tokens.path(placeholders);
    tokens.expect('=');
    let value = term(tokens, placeholders, before);
    while (tokens.peek() === '+' || tokens.peek() === '-') {
      const sign = tokens.next() === '+' ? 1 : -1;
      value = Number(value) + sign * Number(term(tokens, placeholders, before));
    }
    if (value === undefined) throw tokens.wrong(`${path.join('.')} is set to what is not there`);
    put(after, path, value);
  },

  REMOVE(tokens, placeholders, _before, after) {
    put(after, tokens.path(placeholders), undefined);
  },

  ADD(tokens, placeholders, before, after) {
    const path = tokens.path(placeholders);
    const value = tokens.value(placeholders);
    const known = valueAt(before, path);
    if (value instanceof Set) put(after, path, new Set([...(known instanceof Set ? known : []), ...value]));
    else put(after, path, Number(known ?? 0) + Number(value));
  },

  DELETE(tokens, placeholders, before, after) {
    const path = tokens.path(placeholders);
    const value = tokens.value(placeholders);
    const known = valueAt(before, path);
    if (!(value instanceof Set)) throw tokens.wrong('DELETE takes members out of a set');
    const left = known instanceof Set ? [...known].filter((member) => !value.has(member)) : [];
    // DynamoDB keeps no empty set.
    put(after, path, left.length > 0 ? new Set(left) : undefined);
  },
};

function term(tokens: Tokens, placeholders: Placeholders, before: Item): unknown {
  if (tokens.peek()?.startsWith(':')) return copyOf(tokens.value(placeholders));
  const name = tokens.peek()?.toLowerCase();
  if (tokens.peek(1) !== '(') return copyOf(valueAt(before, tokens.path(placeholders)));
  tokens.next();
  tokens.expect('(');
  const one =
    name === 'if_not_exists' ? valueAt(before, tokens.path(placeholders)) : term(tokens, placeholders, before);
  tokens.expect(',');
  const other = term(tokens, placeholders, before);
  tokens.expect(')');
  if (name === 'if_not_exists') return one === undefined ? other : copyOf(one);
  if (name === 'list_append' && Array.isArray(one) && Array.isArray(other)) return [...one, ...other];
  throw tokens.wrong(`${name} is no function of an update`);
}

/** @param value `undefined` takes it out */
function put(item: Record<string, unknown>, path: Path, value: unknown): void {
  const last = path.at(-1) ?? '';
  const holder = valueAt(item, path.slice(0, -1));
  if (typeof holder !== 'object' || holder === null) {
    if (value === undefined) return;
    throw validation('The document path provided in the update expression is invalid for update');
  }
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
}

/** An error that DynamoDB answers to a request that is wrong in itself. */
export function validation(message: string): Error {
  return Object.assign(new Error(message), { name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
}
