/** The size of an item's attributes by DynamoDB's rules: names and texts in UTF-8, numbers by their digits, 3 bytes and one an element for lists and maps. */
export const storedBytes = (item: object): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value), 0);

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number')
    return Math.ceil(String(value).replace(/[^0-9]/g, '').length / 2) + 1 + (value < 0 ? 1 : 0);
  if (typeof value !== 'object' || value === null) return 1;
  const parts = Array.isArray(value)
    ? value.map((each) => 1 + sizeOf(each))
    : Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([name, each]) => 1 + Buffer.byteLength(name) + sizeOf(each));
  return parts.reduce((sum, bytes) => sum + bytes, 3);
}
