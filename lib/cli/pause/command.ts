import { readAbout } from '../account.ts';
import { command } from '../command.ts';
import { escaped, write } from '../output.ts';
import { type Stack, stackOf } from './stack.ts';

interface StackCommand {
  readonly name: 'pause' | 'resume';
  readonly usage: string;
  /** Options of its own. */
  readonly options: Readonly<Record<string, { type: 'string' }>>;
  /** Does it. @returns what to say then. @throws Refused when what was asked is not there */
  act(what: string, stack: Stack, options: Told): Promise<string>;
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
      write(`${escaped(await act(what, stackOf(account), values))}\n`);
      return 0;
    },
  });
