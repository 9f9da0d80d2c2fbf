import { type PauseFlags, readPauseFlags } from './flags.ts';
import { reachStack, type Stack } from './stack.ts';

/**
 * Runs either command: reads its arguments, does it, says so.
 *
 * @param act what to say afterwards, or what is wrong with what was asked
 * @returns the exit code: 0 done, 1 it could not be done, 2 for wrong usage
 */
export async function runOnStack(
  command: 'pause' | 'resume',
  usage: string,
  args: string[],
  act: (flags: PauseFlags, stack: Stack) => Promise<{ done: string } | { wrong: string }>,
): Promise<number> {
  const flags = readPauseFlags(command, args);
  if (flags === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if (typeof flags === 'string') {
    process.stderr.write(`polyphony ${command}: ${flags}\n\n${usage}`);
    return 2;
  }
  try {
    const answer = await act(flags, reachStack(flags));
    if ('wrong' in answer) {
      process.stderr.write(`polyphony ${command}: ${answer.wrong}\n`);
      return 1;
    }
    process.stdout.write(`${answer.done}\n`);
    return 0;
  } catch (error) {
    const where = flags.endpoint ?? 'AWS';
    process.stderr.write(`polyphony ${command}: ${where}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
