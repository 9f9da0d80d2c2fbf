import { assign } from './assign.ts';
import { cap } from './cap.ts';
import type { Evaluation } from './line.ts';
import { pattern } from './pattern.ts';
import { sms } from './sms.ts';
import { window } from './window.ts';

export type { Evaluation } from './line.ts';

/** The rules that the command line evaluates, by name. */
export const evaluations: Readonly<Record<string, Evaluation>> = { window, cap, assign, pattern, sms };
