import { type Fields, fieldsOf, isFields, listOf, numberOf, textOf } from '../fields.ts';

/** Sums the capacity units of an answer, which has one record or one for each table. */
export function unitsIn(consumed: unknown): number {
  const records = Array.isArray(consumed) ? consumed : [consumed];
  return records.reduce<number>((sum, record) => sum + (numberOf(fieldsOf(record).CapacityUnits) ?? 0), 0);
}

/** What a write that its condition refused costs: the size of the larger image, in KB. */
export function refusedWriteUnits(existing: unknown, offered: unknown): number {
  return Math.max(1, Math.ceil(Math.max(itemBytes(existing), itemBytes(offered)) / 1024));
}

/** Bytes of an item as DynamoDB counts them: names and values, three more for each list and map. */
export function itemBytes(item: unknown): number {
  if (!isFields(item)) return 0;
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(fieldsOf(value)),
    0,
  );
}

function valueBytes(value: Fields): number {
  const text = textOf(value.S);
  if (text !== undefined) return Buffer.byteLength(text);
  if (typeof value.N === 'string') return Math.ceil(value.N.replace(/[^\d]/g, '').length / 2) + 1;
  if (typeof value.B === 'string') return Buffer.byteLength(value.B, 'base64');
  if (isFields(value.M)) return 3 + itemBytes(value.M);
  if (Array.isArray(value.L)) return 3 + value.L.reduce<number>((sum, each) => sum + 1 + valueBytes(fieldsOf(each)), 0);
  const set = [...listOf(value.SS), ...listOf(value.NS), ...listOf(value.BS)];
  return set.length === 0 ? 1 : set.reduce<number>((sum, each) => sum + Buffer.byteLength(String(each)), 0);
}
