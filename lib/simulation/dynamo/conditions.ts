import { type Path, type Placeholders, Tokens, valueAt } from './tokens.ts';
import { type Item, isSame } from './values.ts';

type Operand = (item: Item | undefined) => unknown;
type Condition = (item: Item | undefined) => boolean;

/** Whether a condition, a filter or a key condition holds of an item; `undefined` is one that is not there. */
export function holdsOf(text: string | undefined, placeholders: Placeholders, item: Item | undefined): boolean {
  return text === undefined || conditionOf(text, placeholders)(item);
}

/** @throws for an expression that this emulator does not know, so that it cannot silently differ */
export function conditionOf(text: string, placeholders: Placeholders): Condition {
  const tokens = new Tokens(text);
  const condition = either(tokens, placeholders);
  if (!tokens.over) throw tokens.wrong(`${tokens.peek()} is not expected`);
  return condition;
}

function either(tokens: Tokens, placeholders: Placeholders): Condition {
  let left = both(tokens, placeholders);
  while (tokens.take('OR')) {
    const [one, other] = [left, both(tokens, placeholders)];
    left = (item) => one(item) || other(item);
  }
  return left;
}

function both(tokens: Tokens, placeholders: Placeholders): Condition {
  let left = single(tokens, placeholders);
  while (tokens.take('AND')) {
    const [one, other] = [left, single(tokens, placeholders)];
    left = (item) => one(item) && other(item);
  }
  return left;
}

function single(tokens: Tokens, placeholders: Placeholders): Condition {
  if (tokens.take('NOT')) {
    const condition = single(tokens, placeholders);
    return (item) => !condition(item);
  }
  if (tokens.take('(')) {
    const condition = either(tokens, placeholders);
    tokens.expect(')');
    return condition;
  }
  const name = tokens.peek()?.toLowerCase() ?? '';
  if (tokens.peek(1) === '(' && Object.hasOwn(functions, name)) return called(name, tokens, placeholders);
  return compared(tokens, placeholders);
}

/** Functions that answer yes or no, with a path and perhaps an operand. */
const functions: Readonly<Record<string, (value: unknown, operand: unknown) => boolean>> = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  begins_with: (value, start) => typeof value === 'string' && value.startsWith(String(start)),
  contains: (value, part) =>
    typeof value === 'string'
      ? value.includes(String(part))
      : value instanceof Set
        ? value.has(part)
        : Array.isArray(value) && value.some((member) => isSame(member, part)),
};

function called(name: string, tokens: Tokens, placeholders: Placeholders): Condition {
  tokens.next();
  tokens.expect('(');
  const path = tokens.path(placeholders);
  const operand = tokens.take(',') ? operandOf(tokens, placeholders) : () => undefined;
  tokens.expect(')');
  const check = functions[name];
  return (item) => check?.(valueAt(item, path), operand(item)) ?? false;
}

function operandOf(tokens: Tokens, placeholders: Placeholders): Operand {
  if (tokens.peek()?.startsWith(':')) {
    const value = tokens.value(placeholders);
    return () => value;
  }
  if (tokens.peek()?.toLowerCase() === 'size' && tokens.peek(1) === '(') {
    tokens.next();
    tokens.expect('(');
    const path = tokens.path(placeholders);
    tokens.expect(')');
    return (item) => sizeOf(valueAt(item, path));
  }
  const path: Path = tokens.path(placeholders);
  return (item) => valueAt(item, path);
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'string') return Buffer.byteLength(value, 'utf8');
  if (value instanceof Set) return value.size;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
}

function compared(tokens: Tokens, placeholders: Placeholders): Condition {
  const left = operandOf(tokens, placeholders);
  if (tokens.take('BETWEEN')) {
    const low = operandOf(tokens, placeholders);
    tokens.expect('AND');
    const high = operandOf(tokens, placeholders);
    return (item) => isOrdered(low(item), left(item)) && isOrdered(left(item), high(item));
  }
  if (tokens.take('IN')) {
    tokens.expect('(');
    const list = [operandOf(tokens, placeholders)];
    while (tokens.take(',')) list.push(operandOf(tokens, placeholders));
    tokens.expect(')');
    return (item) => list.some((operand) => left(item) !== undefined && isSame(left(item), operand(item)));
  }
  const sign = tokens.next();
  const right = operandOf(tokens, placeholders);
  switch (sign) {
    case '=':
      return (item) => left(item) !== undefined && isSame(left(item), right(item));
    case '<>':
      return (item) => !isSame(left(item), right(item));
    case '<=':
      return (item) => isOrdered(left(item), right(item));
    case '>=':
      return (item) => isOrdered(right(item), left(item));
    case '<':
      return (item) => isOrdered(left(item), right(item)) && !isSame(left(item), right(item));
    case '>':
      return (item) => isOrdered(right(item), left(item)) && !isSame(left(item), right(item));
    default:
      throw tokens.wrong(`${sign} is no comparison`);
  }
}

/** Values of different kinds are in no order, so no comparison of them holds. */
function isOrdered(low: unknown, high: unknown): boolean {
  if (typeof low === 'number' && typeof high === 'number') return low <= high;
  return (
    typeof low === 'string' && typeof high === 'string' && Buffer.compare(Buffer.from(low), Buffer.from(high)) <= 0
  );
}
