/** What `JSON.parse` tells its reviver of a number as it is written; TypeScript's own types do not know it yet. */
type Parse = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/**
 * JSON whose whole numbers are exact: one of 64 bits, as platforms use for ids, is the text of it.
 *
 * @returns `undefined` for text that is not JSON
 */
export function exactJson(text: string): unknown {
  const isTooLong = (value: unknown) => Number.isInteger(value) && !Number.isSafeInteger(value);
  try {
    return (JSON.parse as Parse)(text, (_, value, { source }) => (isTooLong(value) ? (source ?? value) : value));
  } catch {
    return undefined;
  }
}
