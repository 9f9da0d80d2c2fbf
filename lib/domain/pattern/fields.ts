import { isObject, type Leaf } from './matcher.ts';

/** Which element of each array around a leaf it lies in: array number → index. */
export type Membership = ReadonlyMap<number, number>;

/** A leaf of an event and where it lies. */
export interface Field {
  readonly leaf: Leaf;
  readonly membership: Membership;
}

/** The leaves of an event by path. Arrays leave no trace in a path; empty arrays and objects have no leaves. */
export type Fields = ReadonlyMap<string, readonly Field[]>;

const nowhere: Membership = new Map();

export function fieldsOf(event: Readonly<Record<string, unknown>>): Fields {
  const fields = new Map<string, Field[]>();
  let arrays = 0;

  function add(path: string, value: unknown, membership: Membership): void {
    if (Array.isArray(value)) {
      const array = arrays++;
      for (const [index, element] of value.entries()) {
        // Plain values of one array do not exclude each other: only the objects in it do.
        const nested = typeof element === 'object' && element !== null;
        add(path, element, nested ? new Map(membership).set(array, index) : membership);
      }
    } else if (isObject(value)) {
      for (const [name, inner] of Object.entries(value)) add(path === '' ? name : `${path}.${name}`, inner, membership);
    } else {
      const known = fields.get(path);
      const field = { leaf: value as Leaf, membership };
      if (known) known.push(field);
      else fields.set(path, [field]);
    }
  }

  add('', event, nowhere);
  return fields;
}

/** Both memberships together; `null` when they lie in different elements of one array. */
export function join(a: Membership, b: Membership): Membership | null {
  if (a.size === 0) return b;
  for (const [array, index] of b) {
    const other = a.get(array);
    if (other !== undefined && other !== index) return null;
  }
  return b.size === 0 ? a : new Map([...a, ...b]);
}
