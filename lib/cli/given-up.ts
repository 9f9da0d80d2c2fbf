import type { GivenUpTouch } from '../domain/delivery/given-up.ts';
import { journeyDuration } from '../domain/duration.ts';
import { fromIso, iso } from '../domain/instant.ts';
import { givenUp } from '../store/given-up.ts';
import { accountUsage, nowAt, readPlace } from './account.ts';
import { command } from './command.ts';
import { sender } from './given-up/send.ts';
import { escaped, write } from './output.ts';

const usage = `Usage: polyphony given-up [options]

Lists the touches that no provider took for as long as the program's patience lasted, oldest first: time, channel,
provider, reason, journey, step and user. They are listed for 30 days.

  --since <when>          an instant, or how long ago, such as 6h or 2d (default 7d)
  --channel <channel>     only of this channel
  --send                  sends them again, each once and by the rules as they are now: consent, caps, hours, pauses and
                          what the journey says today. What may not be sent yet waits; what may not be sent is dropped
${accountUsage}`;

const defaultSince = '7d';

/** `polyphony given-up`. */
export const run = command({
  name: 'given-up',
  usage,
  read: (args) => {
    const place = readPlace(args, {
      since: { type: 'string' },
      channel: { type: 'string' },
      send: { type: 'boolean' },
    });
    if (place === 'help' || 'wrong' in place) return place;
    // Read now, so that what is wrong with it is wrong usage.
    return { ...place, since: sinceOf(place.values.since) };
  },
  async act({ account, values, since }) {
    const now = await nowAt(account);
    const found: GivenUpTouch[] = [];
    for await (const touch of givenUp(account.people).list(since(now), now)) {
      if (values.channel === undefined || touch.channel === values.channel) found.push(touch);
    }
    found.sort((a, b) => a.at - b.at);
    for (const touch of found) write(`${lineOf(touch)}\n`);
    if (found.length === 0) {
      write('nothing was given up\n');
      return 0;
    }
    if (values.send !== true) return 0;
    const send = await sender(account);
    for (const touch of found) await send(touch);
    write(`${found.length} to be sent again\n`);
    return 0;
  },
});

/** @throws RuleError for what is neither an instant nor a duration */
function sinceOf(text: unknown): (now: number) => number {
  const said = typeof text === 'string' ? text : defaultSince;
  if (/^\d{4}-/.test(said)) {
    const at = fromIso(said);
    return () => at;
  }
  const ago = journeyDuration(said);
  return (now) => now - ago;
}

const lineOf = ({ touch, at, channel, provider, reason, journey }: GivenUpTouch): string =>
  [iso(at), channel, provider, reason, journey, touch.step, touch.user].map(escaped).join('  ');
