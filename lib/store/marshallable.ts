/**
 * An item as the SDK's marshaller takes it. The marshaller asks every object for its `constructor` to tell what it is, so an
 * object that holds a field of that name, as somebody's traits may, is given to it as a map. All others stay as they
 * are: this is asked of every write.
 */
export function marshallable(value: unknown): unknown {
  if (!holdsConstructor(value)) return value;
  if (Array.isArray(value)) return value.map(marshallable);
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => [name, marshallable(inner)]);
  return Object.hasOwn(value, 'constructor') ? new Map(entries) : Object.fromEntries(entries);
}

function holdsConstructor(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || value instanceof Set || value instanceof Map) return false;
  if (ArrayBuffer.isView(value)) return false;
  if (Array.isArray(value)) return value.some(holdsConstructor);
  return Object.hasOwn(value, 'constructor') || Object.values(value).some(holdsConstructor);
}
