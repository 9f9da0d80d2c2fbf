import { isoDuration } from '../../domain/duration.ts';
import { fromIso, iso } from '../../domain/instant.ts';
import { AwsError } from '../errors.ts';
import type { Fields } from '../fields.ts';
import type { World } from '../world.ts';

/** `{"advance": duration}` or `{"to": instant}`: moves virtual time and answers when nothing is in flight. */
export async function moveClock(world: World, order: Fields): Promise<{ now: string }> {
  const { advance, to, ...rest } = order;
  const unknown = Object.keys(rest);
  if (unknown.length > 0 || (advance === undefined) === (to === undefined)) {
    throw new AwsError(
      'BadRequest',
      'give either {"advance":"P1DT2H"} or {"to":"2027-01-12T09:00:00Z"}, and nothing else',
    );
  }
  if (advance !== undefined) return { now: iso(await world.timeline.advance(isoDuration(String(advance)))) };
  const now = await world.timeline.to(fromIso(String(to)));
  if (now !== null) return { now: iso(now) };
  throw new AwsError(
    'BadRequest',
    `${String(to)} has passed: it is ${iso(world.clock.now())}, and time goes forward only`,
  );
}
