import { iso } from '../../domain/instant.ts';
import { RuleError } from '../../domain/rule-error.ts';
import { AwsError } from '../errors.ts';
import { type Fields, isFields, parsed } from '../fields.ts';
import type { ControlReply, PlainRequest, TextParts } from '../wire/server.ts';
import type { World } from '../world.ts';
import { describeWorld } from './describe.ts';
import { moveClock } from './move-clock.ts';
import { patiently } from './patiently.ts';
import { tokensFor } from './tokens.ts';

export interface ControlSurroundings {
  readonly endpoint: string;
  world(): World;
  reset(): Promise<void>;
}

const json = { 'content-type': 'application/json' };
const jsonLines = { 'content-type': 'application/x-ndjson' };

/** `/_polyphony/…`: JSON in and out. */
export function control(surroundings: ControlSurroundings) {
  return async (request: PlainRequest): Promise<ControlReply> => {
    try {
      return await answerTo(request, surroundings);
    } catch (error) {
      if (error instanceof AwsError) return refusal(error.status, error.message);
      if (error instanceof RuleError) return refusal(400, error.message);
      return refusal(500, error instanceof Error ? error.message : String(error));
    }
  };
}

const whole = (answer: object): ControlReply => ({ status: 200, headers: json, body: JSON.stringify(answer) });

const inParts = (text: TextParts, headers = json): ControlReply => ({ status: 200, headers, body: text });

function refusal(status: number, message: string): ControlReply {
  return { status, headers: json, body: JSON.stringify({ message }) };
}

async function answerTo(
  request: PlainRequest,
  { endpoint, world: current, reset }: ControlSurroundings,
): Promise<ControlReply> {
  const { pathname, searchParams } = new URL(request.url, endpoint);
  const [name = '', argument] = pathname.slice('/_polyphony/'.length).split('/').map(decoded);
  const world = current();
  const asked = (parameter: string) => searchParams.get(parameter) ?? undefined;
  switch (`${request.method} ${name}${argument === undefined ? '' : '/'}`) {
    case 'GET health':
      return whole({ status: 'ready' });
    case 'GET clock':
      return whole({ now: iso(world.clock.now()) });
    case 'POST clock': {
      const moved = await patiently(moveClock(world, bodyOf(request)));
      return 'now' in moved ? whole(moved) : inParts(moved);
    }
    case 'GET outbox':
      return inParts(
        listed(world.outbox.list({ userId: asked('userId'), channel: asked('channel'), journey: asked('journey') })),
      );
    case 'GET forwarded':
      return inParts(listed(world.forwarded.list()));
    case 'GET meter':
      return whole(world.meter.report());
    case 'GET logs':
      return inParts(lines(world.logs.all()), jsonLines);
    case 'GET token':
      return whole(await tokensFor(world, searchParams.get('userId')));
    case 'GET describe':
      return whole(await describeWorld(world, endpoint));
    case 'POST providers/':
      return order(world.moods.get(argument ?? ''), `provider ${argument}`, [...world.moods.keys()], (mood) =>
        mood.set(bodyOf(request)),
      );
    case 'POST functions/': {
      const functions = world.functions.all().map(({ spec }) => spec.name);
      const found = functions.find((known) => known === argument || world.short(known) === argument);
      return order(found, `function ${argument}`, functions, (known) =>
        world.functions.crashes.order(known, bodyOf(request)),
      );
    }
    case 'POST reset':
      await reset();
      return whole({ now: iso(current().clock.now()) });
    default:
      throw new AwsError('NotFound', `There is no ${request.method} ${pathname}.`, 404);
  }
}

/** A list, written row by row. */
function* listed(rows: Iterable<object>): IterableIterator<string> {
  let before = '[';
  for (const row of rows) {
    yield `${before}${JSON.stringify(row)}`;
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

function* lines(rows: Iterable<object>): IterableIterator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new AwsError('BadRequest', `${part}: not a percent-encoded path`);
  }
}

function order<T>(
  target: T | undefined,
  what: string,
  known: readonly string[],
  give: (target: T) => void,
): ControlReply {
  if (target === undefined) throw new AwsError('NotFound', `There is no ${what}; there is ${known.join(', ')}.`, 404);
  give(target);
  return whole({});
}

function bodyOf(request: PlainRequest): Fields {
  const body = parsed(request.body.toString('utf8'));
  if (isFields(body)) return body;
  throw new AwsError('BadRequest', 'the body is a JSON object');
}
