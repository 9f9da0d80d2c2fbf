import { type Fields, fieldsOf, isFields } from '../fields.ts';

/**
 * The input of a call in the query protocol: its form, nested as the dots say, and its maps as maps.
 * `Data.entry.1.Name=a&Data.entry.1.Value.Type=b` is `{Data: {a: {Type: 'b'}}}`.
 */
export function queryInput(form: string): Fields {
  return nested([...new URLSearchParams(form)].map(([path, value]) => [path.split('.'), value] as const));
}

type Entry = readonly [path: readonly string[], value: string];

function nested(entries: readonly Entry[]): Fields {
  const byName = Map.groupBy(entries, ([[name = '']]) => name);
  const fields = [...byName].map(([name, under]) => {
    const inner = under.map(([[, ...rest], value]) => [rest, value] as const).filter(([rest]) => rest.length > 0);
    return [name, inner.length > 0 ? mapOf(nested(inner)) : under.at(-1)?.[1]] as const;
  });
  return Object.fromEntries(fields);
}

/** A map travels as `entry.1`, `entry.2` …, each a key and a value: `Name` and `Value`, or both in lower case. */
function mapOf(fields: Fields): Fields {
  if (!isFields(fields.entry)) return fields;
  const entries = Object.values(fields.entry).map(fieldsOf);
  return Object.fromEntries(entries.map(({ Name, key, Value, value }) => [String(Name ?? key), Value ?? value]));
}
