import * as z from 'zod/mini';
import { parseWritten } from '../../domain/pattern/written-number.ts';
import { matches } from '../../domain/pattern.ts';
import { evaluation } from './line.ts';

const object = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'Invalid input: expected object',
);

export const pattern = evaluation(
  // By digits: what JavaScript makes of a number is not what EventBridge compares.
  { takes: '{pattern, event}', gives: '{match}', parse: parseWritten },
  z.strictObject({ pattern: object, event: object }),
  ({ pattern: wanted, event }) => ({ match: matches(wanted, event) }),
);
