import * as z from 'zod/mini';
import { matches } from '../../domain/pattern.ts';
import { evaluation } from './line.ts';

const object = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'Invalid input: expected object',
);

export const pattern = evaluation(
  { takes: '{pattern, event}', gives: '{match}' },
  z.strictObject({ pattern: object, event: object }),
  ({ pattern: wanted, event }) => ({ match: matches(wanted, event) }),
);
