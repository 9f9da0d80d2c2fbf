import { iso } from '../domain/instant.ts';
import { accountUsage } from './account.ts';
import { Refused } from './command.ts';
import { stackCommand } from './pause/command.ts';
import { scopeNamed } from './pause/stack.ts';

const usage = `Usage: polyphony resume <all|channel|journey> [options]

Lets it speak again. Who waits comes back within half as long as the pause lasted.

${accountUsage}`;

/** `polyphony resume <all|channel|journey>`. */
export const run = stackCommand({
  name: 'resume',
  usage,
  options: {},
  async act(what, { pauses }) {
    const pause = await pauses.resume(scopeNamed(what));
    if (pause) return `${what} speaks again; it was paused since ${iso(pause.since)}`;
    const { all, channels, journeys } = await pauses.read();
    const others = [...(all ? ['all'] : []), ...Object.keys(channels), ...Object.keys(journeys)];
    throw new Refused(`${JSON.stringify(what)}: not paused; paused is ${others.join(', ') || 'nothing'}`);
  },
});
