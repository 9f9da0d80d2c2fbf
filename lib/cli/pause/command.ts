import { readAbout } from '../account.ts';
import { command, Refused } from '../command.ts';
import { type Stack, stackOf } from './stack.ts';

interface StackCommand {
  readonly name: 'pause' | 'resume';
  readonly usage: string;
  /** Options of its own. */
  readonly options: Readonly<Record<string, { type: 'string' }>>;
  /** Does it. @returns what to say then, or what is wrong with what was asked */
  act(what: string, stack: Stack, options: Told): Promise<{ done: string } | { wrong: string }>;
}

/** Options as given. */
export type Told = Readonly<Record<string, string | boolean | undefined>>;

/** Either command. Exit code 1 when it could not be done. */
export const stackCommand = ({ name, usage, options, act }: StackCommand) =>
  command({
    name,
    usage,
    read: (args) => readAbout('say what: all, a channel, or a journey', args, options),
    async act({ about: what, account, values }) {
      const answer = await act(what, stackOf(account), values);
      if ('wrong' in answer) throw new Refused(answer.wrong);
      process.stdout.write(`${answer.done}\n`);
      return 0;
    },
  });
