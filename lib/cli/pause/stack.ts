import { paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import { approvalMachine } from '../../../statemachines/approval.ts';
import { channels } from '../../domain/channel.ts';
import { fromIso } from '../../domain/instant.ts';
import type { PauseScope } from '../../domain/pause.ts';
import { pauses } from '../../store/pauses.ts';
import type { Account } from '../account.ts';
import { Refused } from '../command.ts';

/** A deployed stack or a sandbox, as far as pausing goes. */
export interface Stack {
  readonly pauses: ReturnType<typeof pauses>;
  /** Its own time, epoch milliseconds: a sandbox has a clock of its own. */
  now(): Promise<number>;
  /** Names of the journeys that are deployed. */
  journeys(): Promise<readonly string[]>;
}

export function stackOf({ names: { bus }, people, client }: Account): Stack {
  const { endpoint } = client;
  return {
    pauses: pauses(people),
    now: () => (endpoint === undefined ? Promise.resolve(Date.now()) : clockOf(endpoint)),
    async journeys() {
      const names: string[] = [];
      for await (const { stateMachines = [] } of paginateListStateMachines({ client: new SFNClient(client) }, {})) {
        for (const { name = '' } of stateMachines)
          if (name.startsWith(`${bus}-`) && name !== `${bus}-${approvalMachine}`)
            names.push(name.slice(bus.length + 1));
      }
      return names;
    },
  };
}

/** A sandbox tells its virtual time; whatever else answers at an endpoint has real time. */
async function clockOf(endpoint: string): Promise<number> {
  const answer = await fetch(new URL('/_polyphony/clock', endpoint));
  const { now }: { now?: unknown } = answer.ok ? ((await answer.json()) as { now?: unknown }) : {};
  return typeof now === 'string' ? fromIso(now) : Date.now();
}

/**
 * Reads what to pause.
 *
 * @throws Refused for a journey that is not deployed: a misspelt one would go on speaking
 */
export async function scopeOf(what: string, stack: Stack): Promise<PauseScope> {
  const scope = scopeNamed(what);
  if (scope.kind !== 'journey') return scope;
  const journeys = await stack.journeys();
  if (journeys.includes(what)) return scope;
  const known = ['all', ...channels, ...journeys].join(', ');
  throw new Refused(`${JSON.stringify(what)}: neither a channel nor a deployed journey; write one of ${known}`);
}

/** What is neither everything nor a channel is a journey; one that is gone from the code may still be paused. */
export function scopeNamed(what: string): PauseScope {
  if (what === 'all') return { kind: 'all' };
  const channel = channels.find((known) => known === what);
  return channel ? { kind: 'channel', channel } : { kind: 'journey', journey: what };
}
