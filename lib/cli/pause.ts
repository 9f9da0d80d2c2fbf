import { userInfo } from 'node:os';
import { iso } from '../domain/instant.ts';
import { runOnStack } from './pause/command.ts';
import { pauseUsage } from './pause/flags.ts';
import { scopeOf } from './pause/stack.ts';

/** `polyphony pause <all|channel|journey>`. @returns the exit code */
export function run(args: string[]): Promise<number> {
  return runOnStack('pause', pauseUsage, args, async ({ what, reason, by = userInfo().username }, stack) => {
    const scope = await scopeOf(what, stack);
    if (typeof scope === 'string') return { wrong: scope };
    const now = await stack.now();
    const pause = await stack.pauses.pause(scope, { since: now, ...(reason !== undefined && { reason }), by });
    const from = pause.by === undefined ? '' : ` by ${pause.by}`;
    const why = pause.reason === undefined ? '' : `: ${pause.reason}`;
    return { done: `${what} is paused since ${iso(pause.since)}${from}${why}` };
  });
}
