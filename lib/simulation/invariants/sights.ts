import { addressedChannels } from '../../domain/profile.ts';
import { names } from '../environment.ts';
import { faultKinds } from '../faults.ts';
import type { Run } from '../scenario/scenario.ts';

/**
 * What is worth seeing now and then: a fuzzer whose runs never come to a rare state proves nothing about it. Each is
 * counted once a run.
 */
export function sightsOf({ world, calm }: Run): ReadonlySet<string> {
  const seen = new Set<string>();
  if (calm) seen.add('calm');
  for (const { what } of world.faults) seen.add(`fault ${what}`);
  for (const { channel } of world.acceptances.all) seen.add(`accepted ${channel}`);
  for (const { status } of world.allExecutions) seen.add(`execution ${status}`);
  for (const { table, sk, after } of world.tables.writes) {
    if (table === names.peopleTable && after && sk.startsWith('TOUCH#') && typeof after.outcome === 'string') {
      seen.add(`outcome ${after.outcome}`);
    }
  }
  for (const fact of world.facts) if (fact.does === 'tell' && fact.bus === undefined) seen.add(`told ${fact.type}`);
  return seen;
}

/** What a swarm of some hundred seeds must have seen. */
export const sights: readonly string[] = [
  'calm',
  ...faultKinds.map((kind) => `fault ${kind}`),
  ...['inapp', 'push', ...addressedChannels]
    .filter((channel) => channel !== 'sms')
    .map((channel) => `accepted ${channel}`),
  'execution SUCCEEDED',
  'execution ABORTED',
  ...['sent', 'ghost', 'skipped', 'failed', 'unknown'].map((outcome) => `outcome ${outcome}`),
  'told user.erased',
  'told account.deleted',
  'told subscription.reactivated',
];
