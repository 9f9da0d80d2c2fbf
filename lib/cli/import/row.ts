/** One person as an export has them: what stands in each column of a CSV, or in each field of a JSON object. */
export interface Row {
  /** As it stands there; `undefined` when there is nothing. */
  cell(column: string): unknown;
  /** Whether the export has this column at all. Of JSON nobody can say: what is empty is often left out. */
  has(column: string): boolean;
}

const plainNames = new Map<string, string>();

/** `Email Address`, `EmailAddress` and `email_address` are one column: tools spell theirs differently from export to export. */
export function plain(column: string): string {
  let known = plainNames.get(column);
  if (known === undefined) {
    known = column.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    plainNames.set(column, known);
  }
  return known;
}

/** Where each column of a header is. Of two with one name the first counts. */
export function columnsOf(header: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  header.forEach((name, index) => {
    if (!places.has(plain(name))) places.set(plain(name), index);
  });
  return places;
}

export function csvRow(columns: ReadonlyMap<string, number>, fields: readonly string[]): Row {
  return {
    cell: (column) => nothingIfEmpty(fields[columns.get(plain(column)) ?? -1]),
    has: (column) => columns.has(plain(column)),
  };
}

/** `custom_attributes.plan` leads into nested objects. */
export function jsonRow(value: object): Row {
  return { cell: (column) => nothingIfEmpty(inside(value, column) ?? walk(value, column)), has: () => true };
}

function walk(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((within, name) => inside(within, name), value);
}

function inside(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, name)) return Reflect.get(value, name);
  const key = Object.keys(value).find((other) => plain(other) === plain(name));
  return key === undefined ? undefined : Reflect.get(value, key);
}

const nothingIfEmpty = (value: unknown) =>
  value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value;

/** A cell as text; numbers and yes or no as they are written. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A list: of JSON, as JSON in a cell, or between commas. */
export function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const text = textIn(value);
  if (text === undefined) return [];
  const parsed = text.startsWith('[') ? jsonIn(text) : undefined;
  return Array.isArray(parsed) ? parsed : text.split(/[,;]/).map((each) => each.trim());
}

/** An object: of JSON, or as JSON in a cell; an empty one for anything else. */
export function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  const parsed = typeof value === 'string' ? jsonIn(value) : value;
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
}

/** `undefined` for what is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
