import type { Tool } from './tool.ts';
import { braze } from './tools/braze.ts';
import { iterable } from './tools/iterable.ts';
import { mailchimp } from './tools/mailchimp.ts';
import { onesignal } from './tools/onesignal.ts';
import { csv, salesforceMc } from './tools/plain.ts';

/** By the name that `--from` takes. */
export const tools: Readonly<Record<string, Tool>> = {
  mailchimp,
  onesignal,
  braze,
  iterable,
  'salesforce-mc': salesforceMc,
  csv,
};
