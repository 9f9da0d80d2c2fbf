import { alive } from './alive.ts';
import { assign } from './assign.ts';
import { attribution } from './attribution.ts';
import { cap } from './cap.ts';
import { lift } from './lift.ts';
import type { Evaluation } from './line.ts';
import { pattern } from './pattern.ts';
import { rfm } from './rfm.ts';
import { sms } from './sms.ts';
import { srm } from './srm.ts';
import { window } from './window.ts';

export type { Evaluation } from './line.ts';

/** The rules that the command line evaluates, by name. */
export const evaluations: Readonly<Record<string, Evaluation>> = {
  window,
  cap,
  assign,
  lift,
  srm,
  attribution,
  alive,
  rfm,
  pattern,
  sms,
};
