/** JSON as somebody else wrote it, read without trust. */
export type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object; an empty one for everything that is none. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** An own field, so that `constructor` in somebody's JSON is nothing special. */
export const own = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Without the fields that are not said. */
export const said = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** An id as text: platforms send many as numbers. One that JavaScript would have changed is none. */
export const idOf = (value: unknown): string | undefined =>
  typeof value === 'number' ? (Number.isSafeInteger(value) ? String(value) : undefined) : textOf(value) || undefined;
