import { userInfo } from 'node:os';
import { iso } from '../domain/instant.ts';
import { accountUsage } from './account.ts';
import { stackCommand } from './pause/command.ts';
import { scopeOf } from './pause/stack.ts';

const usage = `Usage: polyphony pause <all|channel|journey> [options]

Holds every touch that it concerns, transactional ones too, until polyphony resume. It takes hold within seconds.

  --reason <text>         why, for whoever finds it
  --by <name>             who (default: who is logged in here)
${accountUsage}`;

/** `polyphony pause <all|channel|journey>`. */
export const run = stackCommand({
  name: 'pause',
  usage,
  options: { reason: { type: 'string' }, by: { type: 'string' } },
  async act(what, stack, { reason, by }) {
    const scope = await scopeOf(what, stack);
    const pause = await stack.pauses.pause(scope, {
      since: await stack.now(),
      ...(typeof reason === 'string' && { reason }),
      by: typeof by === 'string' ? by : userInfo().username,
    });
    const from = pause.by === undefined ? '' : ` by ${pause.by}`;
    const why = pause.reason === undefined ? '' : `: ${pause.reason}`;
    return `${what} is paused since ${iso(pause.since)}${from}${why}`;
  },
});
