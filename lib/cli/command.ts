import { RuleError } from '../domain/rule-error.ts';
import { defaultPort } from '../sandbox/options.ts';
import { complain, write } from './output.ts';

/** The words after a command's name, read: what they ask for, or what is wrong with them. */
export type Read<T extends object> = T | 'help' | { readonly wrong: string };

interface Command<T extends object> {
  readonly name: string;
  readonly usage: string;
  /** What it throws is wrong with the words as well. */
  read(args: string[]): Read<T>;
  /**
   * Does it.
   *
   * @returns the exit code: 0 done, 1 a check failed or an input was bad
   * @throws Refused, or whatever a stack that cannot be asked throws
   */
  act(asked: T): Promise<number>;
}

/** What was asked cannot be done; the message is all that there is to say. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/**
 * A command as the entry calls it: its arguments in, the exit code out. Help goes to stdout, and wrong usage to stderr with
 * the exit code 2; what it throws while it acts is said on stderr, with the exit code 1.
 */
export function command<T extends object>({ name, usage, read, act }: Command<T>) {
  const refuse = (what: string) => complain(`polyphony ${name}: ${what}\n`);
  return async (args: string[]): Promise<number> => {
    const asked = readOr(read, args);
    if (asked === 'help') {
      write(usage);
      return 0;
    }
    if ('wrong' in asked) {
      refuse(`${asked.wrong}\n\n${usage.trimEnd()}`);
      return 2;
    }
    try {
      return await act(asked);
    } catch (error) {
      refuse(error instanceof Refused || error instanceof RuleError ? error.message : unreachable(error));
      return 1;
    }
  };
}

function readOr<T extends object>(read: Command<T>['read'], args: string[]): Read<T> {
  try {
    return read(args);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** Why a stack could not be asked, with the remedy. */
function unreachable(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'ResourceNotFoundException')
    return 'there is no such table; deploy the stage first, or name another with --stage';
  if (name === 'CredentialsProviderError')
    return `no AWS credentials (${message}); set AWS_PROFILE, or ask a sandbox: --endpoint http://127.0.0.1:${defaultPort}`;
  if (/ECONNREFUSED/.test(`${name} ${message}`)) return 'nothing answers there; start it: npx polyphony sandbox';
  if (/[Rr]egion is missing/.test(message))
    return `no region; set AWS_REGION, or ask a sandbox: --endpoint http://127.0.0.1:${defaultPort}`;
  return name === 'Error' ? message : `${name}: ${message}`;
}
