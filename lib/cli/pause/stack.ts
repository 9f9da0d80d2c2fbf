import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { channels } from '../../domain/channel.ts';
import { fromIso } from '../../domain/instant.ts';
import type { PauseScope } from '../../domain/pause.ts';
import { namesOf } from '../../infra/names.ts';
import { pauses } from '../../store/pauses.ts';
import type { PauseFlags } from './flags.ts';

/** A deployed stack or a sandbox, as far as pausing goes. */
export interface Stack {
  readonly pauses: ReturnType<typeof pauses>;
  /** Its own time, epoch milliseconds: a sandbox has a clock of its own. */
  now(): Promise<number>;
  /** Names of the journeys that are deployed. */
  journeys(): Promise<readonly string[]>;
}

/** Reaches the stack with the SDK's own region and credentials; a sandbox takes any. */
export function reachStack({ endpoint, stage }: Pick<PauseFlags, 'endpoint' | 'stage'>): Stack {
  const { bus, peopleTable } = namesOf(stage);
  const local = endpoint !== undefined && !process.env.AWS_ACCESS_KEY_ID && !process.env.AWS_PROFILE;
  const options = {
    ...(endpoint !== undefined && { endpoint }),
    ...(local && { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(options), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return {
    pauses: pauses({ client, name: peopleTable }),
    now: () => (endpoint === undefined ? Promise.resolve(Date.now()) : clockOf(endpoint)),
    async journeys() {
      const names: string[] = [];
      for await (const { stateMachines = [] } of paginateListStateMachines({ client: new SFNClient(options) }, {})) {
        for (const { name = '' } of stateMachines)
          if (name.startsWith(`${bus}-`)) names.push(name.slice(bus.length + 1));
      }
      return names;
    },
  };
}

/** A sandbox tells its virtual time; whatever else answers at an endpoint has real time. */
async function clockOf(endpoint: string): Promise<number> {
  const answer = await fetch(`${endpoint}/_polyphony/clock`);
  const { now }: { now?: unknown } = answer.ok ? ((await answer.json()) as { now?: unknown }) : {};
  return typeof now === 'string' ? fromIso(now) : Date.now();
}

/** Reads what to pause. A journey must be deployed: a misspelt one would go on speaking. A string says what is wrong. */
export async function scopeOf(what: string, stack: Stack): Promise<PauseScope | string> {
  if (what === 'all') return { kind: 'all' };
  const channel = channels.find((known) => known === what);
  if (channel) return { kind: 'channel', channel };
  const journeys = await stack.journeys();
  if (journeys.includes(what)) return { kind: 'journey', journey: what };
  const known = ['all', ...channels, ...journeys].join(', ');
  return `${JSON.stringify(what)}: neither a channel nor a deployed journey; write one of ${known}`;
}
