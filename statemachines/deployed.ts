import type { EstimateTerms } from '../lib/domain/estimate.ts';
import type { AnyJourney } from './any-journey.ts';
import { mostMessages } from './compile/most-messages.ts';
import { versionOf } from './compile/version.ts';
import { journeys } from './journeys/index.ts';
import { program } from './program.ts';

const versions = new Map<string, string>();

/** A journey of this code that names approvers: its version, worked out once, and whom it names. */
export function deployedVersion(name: string) {
  const journey = journeys.find((each) => each.name === name);
  if (!journey?.approvers) return undefined;
  const version = versions.get(name) ?? versionOf(journey, program);
  versions.set(name, version);
  return { journey, version, approvers: journey.approvers, terms: termsOf(journey) };
}

/** What its approvers are told of its numbers follows from this. */
function termsOf({ enter, steps }: AnyJourney): EstimateTerms {
  const messages = mostMessages(steps);
  if (!('audience' in enter)) return { entry: 'event', messages };
  const { audience, expect } = enter;
  return { entry: audience === 'list' ? 'list' : 'audience', ...(expect !== undefined && { expect }), messages };
}

/** The same, as the table asks for it: names alone. */
export function deployedApprovers(name: string) {
  const here = deployedVersion(name);
  return here && { version: here.version, approvers: Object.keys(here.approvers) };
}
