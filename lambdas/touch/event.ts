import { channels } from '../../lib/domain/channel.ts';
import { guards, type Successor, type TouchRequest } from '../../lib/domain/journey-rules.ts';
import type { AgainRequest } from '../../lib/engine/again.ts';

type Fields = Readonly<Record<string, unknown>>;

const groups = ['treatment', 'control'] as const;

/**
 * What a state machine hands over. A payload of another shape is a bug, and shows as a failed execution. Read by hand: our
 * own compiler writes it, and a schema's library would be a twentieth of all that a cold start of touch loads.
 *
 * @throws naming the field, what it must be and what to do
 */
export function readRequest(payload: unknown): TouchRequest {
  const { run, step, channel, unless, ladder, then } = objectOf('payload', payload);
  const { id, user, journey, group, at } = objectOf('run', run);
  return {
    run: {
      id: textOf('run.id', id),
      user: textOf('run.user', user),
      journey: textOf('run.journey', journey),
      group: oneOf('run.group', groups, group),
      at: textOf('run.at', at),
    },
    step: textOf('step', step),
    channel: oneOf('channel', channels, channel),
    ...(unless !== undefined && { unless: oneOf('unless', guards, unless) }),
    ...(ladder !== undefined && { ladder: listOf('ladder', ladder) }),
    // Compiled by us and pinned into the machine: its shape is checked where it is made.
    then: then === null ? null : (objectOf('then', then) as unknown as Successor),
  };
}

/** What the state machine of `polyphony given-up --send` hands over; `null` for any other payload. @throws as `readRequest` */
export function readAgain(payload: unknown): AgainRequest | null {
  const { again } = objectOf('payload', payload);
  if (again === undefined) return null;
  const { user, run, step, journey, channel, at } = objectOf('again', again);
  return {
    touch: {
      user: textOf('again.user', user),
      run: textOf('again.run', run),
      step: textOf('again.step', step),
    },
    journey: textOf('again.journey', journey),
    channel: oneOf('again.channel', channels, channel),
    at: typeof at === 'number' ? at : refuse('again.at', at, 'epoch milliseconds'),
  };
}

function refuse(field: string, value: unknown, rule: string): never {
  const remedy = 'start the run by the machine that the compiler made';
  throw new TypeError(`${field} ${JSON.stringify(value)}: must be ${rule}; ${remedy}`);
}

function objectOf(field: string, value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : refuse(field, value, 'an object');
}

function textOf(field: string, value: unknown): string {
  return typeof value === 'string' ? value : refuse(field, value, 'a text');
}

function listOf(field: string, value: unknown): string[] {
  return Array.isArray(value) ? value.map((each) => textOf(field, each)) : refuse(field, value, 'a list of texts');
}

function oneOf<T extends string>(field: string, known: readonly T[], value: unknown): T {
  return known.find((each) => each === value) ?? refuse(field, value, `one of ${known.join(', ')}`);
}
