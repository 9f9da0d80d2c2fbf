import { iso } from '../domain/instant.ts';
import { accountUsage } from './account.ts';
import { runOnStack } from './pause/command.ts';
import { scopeNamed } from './pause/stack.ts';

const usage = `Usage: polyphony resume <all|channel|journey> [options]

Lets it speak again. Who waits comes back within half as long as the pause lasted.

${accountUsage}`;

/** `polyphony resume <all|channel|journey>`. @returns the exit code */
export function run(args: string[]): Promise<number> {
  return runOnStack({ name: 'resume', usage, options: {}, act }, args);
}

const act: Parameters<typeof runOnStack>[0]['act'] = async (what, { pauses }) => {
  const pause = await pauses.resume(scopeNamed(what));
  if (pause) return { done: `${what} speaks again; it was paused since ${iso(pause.since)}` };
  const { all, channels, journeys } = await pauses.read();
  const others = [...(all ? ['all'] : []), ...Object.keys(channels), ...Object.keys(journeys)];
  return { wrong: `${JSON.stringify(what)}: not paused; paused is ${others.join(', ') || 'nothing'}` };
};
