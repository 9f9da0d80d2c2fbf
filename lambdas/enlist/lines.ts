import { parse } from 'csv-parse/sync';
import type { ListRef } from '../../lib/domain/launch.ts';
import { userId } from '../envelope.ts';

/** The column and the member that name a person. */
const column = 'userId';

/**
 * The user that a line of a list names. In CSV it is the first field, and a first line that says `userId` is a header;
 * in JSON Lines it is the member `userId`, or the line is a string.
 */
export function userOf({ key }: ListRef, line: string, number: number): { user: string } | 'none' | null {
  const text = line.replace(/^\uFEFF/, '').trim();
  if (text === '') return 'none';
  const named = /\.(?:jsonl|ndjson)$/i.test(key) ? ofJson(text) : ofCsv(text);
  if (named === column && number === 1) return 'none';
  const { success, data } = userId.safeParse(named);
  return success ? { user: data } : null;
}

function ofJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as { [column]?: unknown })[column] : value;
  } catch {
    return null;
  }
}

function ofCsv(text: string): unknown {
  try {
    const [fields] = parse(text, { relax_column_count: true, trim: true }) as string[][];
    return fields?.[0];
  } catch {
    return null;
  }
}
