import { readPlace, unreachable } from '../account.ts';
import { type Stack, stackOf } from './stack.ts';

interface Command {
  readonly name: 'pause' | 'resume';
  readonly usage: string;
  /** Options of its own. */
  readonly options: Readonly<Record<string, { type: 'string' }>>;
  /** Does it. @returns what to say then, or what is wrong with what was asked */
  act(what: string, stack: Stack, options: Told): Promise<{ done: string } | { wrong: string }>;
}

/** Options as given. */
export type Told = Readonly<Record<string, string | boolean | undefined>>;

/** Runs either command. @returns the exit code: 0 done, 1 it could not be done, 2 for wrong usage */
export async function runOnStack({ name, usage, options, act }: Command, args: string[]): Promise<number> {
  const asked = readPlace(args, options, 1);
  if (asked === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const [what] = 'wrong' in asked ? [] : asked.rest;
  if ('wrong' in asked || what === undefined) {
    const wrong = 'wrong' in asked ? asked.wrong : 'say what: all, a channel, or a journey';
    process.stderr.write(`polyphony ${name}: ${wrong}\n\n${usage}`);
    return 2;
  }
  try {
    const answer = await act(what, stackOf(asked.account), asked.values);
    if ('done' in answer) process.stdout.write(`${answer.done}\n`);
    else process.stderr.write(`polyphony ${name}: ${answer.wrong}\n`);
    return 'done' in answer ? 0 : 1;
  } catch (error) {
    process.stderr.write(`polyphony ${name}: ${unreachable(error)}\n`);
    return 1;
  }
}
