import * as z from 'zod/mini';
import { channels, purposes } from '../../domain/channel.ts';
import { isoDuration } from '../../domain/duration.ts';
import { fromIso } from '../../domain/instant.ts';

// zod/mini has no words of its own.
z.config(z.locales.en());

/** One rule on the command line: what a line takes and gives in words, and the answer to one parsed line. */
export interface Evaluation {
  readonly takes: string;
  readonly gives: string;
  /** Reads a line's JSON. @default JSON.parse @throws SyntaxError */
  readonly parse?: (text: string) => unknown;
  /** @throws when the line is bad */
  readonly answer: (line: unknown) => unknown;
}

/** ISO 8601 in, epoch milliseconds out. */
export const instant = z.pipe(z.string(), z.transform(reading(fromIso)));
/** ISO 8601 in, milliseconds out. */
export const duration = z.pipe(z.string(), z.transform(reading(isoDuration)));
export const channel = z.enum(channels);
export const purpose = z.enum(purposes);
/** Of people or of what they did. */
export const count = z.int().check(z.nonnegative());

/** Reports a reader's refusal as an issue at its place in the line. */
function reading(read: (text: string) => number) {
  return (text: string, context: { issues: z.core.$ZodRawIssue[] }): number => {
    try {
      return read(text);
    } catch (error) {
      context.issues.push({ code: 'custom', input: text, message: (error as Error).message });
      return Number.NaN;
    }
  };
}

/**
 * Joins a line's schema and its rule into an evaluation. A refused line says where, what is wrong, and for an unknown
 * key its name.
 */
export function evaluation<Schema extends z.ZodMiniType>(
  words: Pick<Evaluation, 'takes' | 'gives' | 'parse'>,
  schema: Schema,
  rule: (line: z.output<Schema>) => unknown,
): Evaluation {
  return {
    ...words,
    answer(line) {
      const parsed = schema.safeParse(line);
      if (parsed.success) return rule(parsed.data);
      throw new Error(`${parsed.error.issues.map(inWords).join('; ')}; the line takes ${words.takes}`);
    },
  };
}

function inWords({ path, message }: z.core.$ZodIssue): string {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return place === '' ? message : `${place.replace(/^\./, '')}: ${message}`;
}
