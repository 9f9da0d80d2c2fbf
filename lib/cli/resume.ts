import { channels } from '../domain/channel.ts';
import { iso } from '../domain/instant.ts';
import type { PauseScope } from '../domain/pause.ts';
import { runOnStack } from './pause/command.ts';
import { resumeUsage } from './pause/flags.ts';

/** `polyphony resume <all|channel|journey>`. @returns the exit code */
export function run(args: string[]): Promise<number> {
  return runOnStack('resume', resumeUsage, args, async ({ what }, { pauses }) => {
    const pause = await pauses.resume(scopeNamed(what));
    if (pause) return { done: `${what} speaks again; it was paused since ${iso(pause.since)}` };
    const { all, channels: paused, journeys } = await pauses.read();
    const others = [...(all ? ['all'] : []), ...Object.keys(paused), ...Object.keys(journeys)];
    return { wrong: `${JSON.stringify(what)}: not paused; paused is ${others.join(', ') || 'nothing'}` };
  });
}

/** A journey that is gone from the code may still be paused. */
function scopeNamed(what: string): PauseScope {
  if (what === 'all') return { kind: 'all' };
  const channel = channels.find((known) => known === what);
  return channel ? { kind: 'channel', channel } : { kind: 'journey', journey: what };
}
