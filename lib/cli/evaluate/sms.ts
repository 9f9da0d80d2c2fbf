import * as z from 'zod/mini';
import { measureSms } from '../../domain/sms.ts';
import { evaluation } from './line.ts';

export const sms = evaluation(
  { takes: '{text}', gives: '{encoding: "GSM-7" | "UCS-2", segments, characters}' },
  z.strictObject({ text: z.string() }),
  ({ text }) => measureSms(text),
);
