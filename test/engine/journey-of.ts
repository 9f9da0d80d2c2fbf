import { fromIso } from '../../lib/domain/instant.ts';
import type { Successor, TouchRequest, Wake } from '../../lib/domain/journey-rules.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { enter } from '../../lib/engine/enter.ts';
import type { TouchPorts } from '../../lib/engine/touch/attempt.ts';
import { touch } from '../../lib/engine/touch.ts';
import { monday, type Surroundings } from './surroundings.ts';

/** The welcome's payloads, as its state machine pins them. */
export const payloads: Readonly<Record<string, Pick<TouchRequest, 'channel' | 'then'>>> = {
  hello: { channel: 'push', then: { step: 'first-steps', channel: 'email', after: 'PT24H' } },
  'first-steps': { channel: 'email', then: { step: 'tips', channel: 'inapp', day: 3, at: '10:00' } },
  tips: { channel: 'inapp', then: null },
};

export function signUp(world: Surroundings, user = 'ada', eventId = 'event-1') {
  const entry = { journey: 'welcome', user, eventId, at: world.time, detail: { plan: 'pro', secret: 'x' } };
  return enter(entry, world.occasion(), { ...world, ...world.rules });
}

export function requestOf(step: string, user = 'ada', at = monday): TouchRequest {
  const id = runId('welcome', user, 'event-1');
  const { channel, then } = payloads[step] as { channel: TouchRequest['channel']; then: Successor };
  const run = { id, user, journey: 'welcome', group: 'treatment' as const, at: new Date(at).toISOString() };
  return { run, step, channel, then };
}

export function touchOnce(world: Surroundings, request: TouchRequest): Promise<Wake> {
  return touch(request, portsOf(world));
}

/** What a touch talks to, as one invocation has it. */
export function portsOf(world: Surroundings): TouchPorts {
  const { people, touches, messages, announcer, content, links, providers, pauses, edges, habits, live } = world;
  return {
    ...world.rules,
    givenUp: world.givenUp,
    people,
    touches,
    messages,
    announcer,
    content,
    links,
    providers,
    pauses,
    edges,
    habits,
    live,
    evidence: world.log,
    addresses: world.book,
    occasion: world.occasion(),
  };
}

/** Does what a journey's state machine does, retries and holds included. @returns how the execution ended */
export async function runMachine(world: Surroundings, user = 'ada', patience = 60): Promise<'end' | 'over'> {
  const start = world.started.find(({ run }) => run === runId('welcome', user, 'event-1'));
  if (!start) throw new Error('no execution was started');
  let { wakeAt, branch } = start;
  while (branch !== 'end') {
    world.time = Math.max(world.time, fromIso(wakeAt));
    for (let attempt = 1; ; attempt++) {
      if (attempt > patience) throw new Error(`gave up at ${branch}`);
      try {
        ({ wakeAt, branch } = await touchOnce(world, requestOf(branch, user)));
        break;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (error.name === 'Over') return 'over';
        // A retry comes within seconds; a hold names its instant.
        world.time = error.name === 'Hold' ? Math.max(world.time, fromIso(error.message)) : world.time + 2_000;
      }
    }
  }
  return 'end';
}
