/** A number of JSON as it is written, where JavaScript's own would lose digits or the way it is written. */
export class WrittenNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** As JSON, and in messages: the nearest that JavaScript has. */
  toJSON(): number {
    return Number(this.text);
  }
}

export type AnyNumber = number | WrittenNumber;

export const isNumber = (value: unknown): value is AnyNumber =>
  typeof value === 'number' || value instanceof WrittenNumber;

/** A number as JSON writes it. */
export const writtenAs = (number: AnyNumber): string =>
  typeof number === 'number' ? JSON.stringify(number) : number.text;

/** What `JSON.parse` tells its reviver of a number as it is written; TypeScript's own types do not know it yet. */
type Parse = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/** What a text must hold for any of its numbers to differ from how JavaScript writes them. */
const peculiar = /\d{16}|\.\d*0(?!\d)|\d[eE]|-0(?![.\d])|\d\.\d{7}|\.0{6}/;

/**
 * Parses JSON so that each number keeps its digits: `9007199254740993`, `300.0` and `3.0e2` are three numbers.
 *
 * @throws SyntaxError for what is not JSON
 */
export function parseWritten(text: string): unknown {
  if (!peculiar.test(text)) return JSON.parse(text);
  return (JSON.parse as Parse)(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined && JSON.stringify(value) !== source
      ? new WrittenNumber(source)
      : value,
  );
}
