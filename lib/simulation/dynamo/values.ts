/** An item as the document client gives it. */
export type Item = Readonly<Record<string, unknown>>;

/** A deep copy as DynamoDB would give it back: what is undefined is not there. */
export function copyOf<T>(value: T): T {
  return copied(value) as T;
}

function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  if (value instanceof Set) return new Set(value);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member: unknown = Reflect.get(value, name);
    if (member === undefined) continue;
    // A field that is called `__proto__` is a field like any other.
    Object.defineProperty(copy, name, { value: copied(member), enumerable: true, writable: true, configurable: true });
  }
  return copy;
}

/** Whether two values are the same to DynamoDB. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (one instanceof Set && other instanceof Set) {
    return one.size === other.size && [...one].every((value) => other.has(value));
  }
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A value in the form of the wire, as errors carry items. */
export function marshalled(value: unknown): Readonly<Record<string, unknown>> {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number' || typeof value === 'bigint') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof Uint8Array) return { B: value };
  if (value instanceof Set) {
    const members = [...value];
    return typeof members[0] === 'number' ? { NS: members.map(String) } : { SS: members };
  }
  if (Array.isArray(value)) return { L: value.map(marshalled) };
  return { M: marshalledItem(value as Item) };
}

export const marshalledItem = (item: Item): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, marshalled(value)]));
