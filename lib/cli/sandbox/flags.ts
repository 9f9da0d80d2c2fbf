import { parseArgs } from 'node:util';
import { fromIso } from '../../domain/instant.ts';
import { defaultPort, defaultStart, type SandboxOptions, wrongProviders } from '../../sandbox/index.ts';
import type { Read } from '../command.ts';

export const sandboxUsage = `Usage: polyphony sandbox [options]

Runs the whole stack on this machine, from the synthesized templates, in virtual time.

  --port <number>         where it answers (default ${defaultPort}; 0 takes any free port)
  --clock <how>           live: real time (default) · manual: moves only when told · a number: virtual seconds a second
  --start <instant>       virtual time at the start (default 2027-01-11T09:00:00Z)
  --seed <number>         the same seed gives the same ids and secrets; work at one instant may still interleave (default 1)
  --providers <choice>    puts a provider first for its channel, such as push=fcm,sms=sns
  --verbose               shows what the Lambdas log
  --quiet                 prints nothing but errors
  --help
`;

export interface SandboxFlags extends Omit<SandboxOptions, 'assembly' | 'echo'> {
  readonly port: number;
  readonly clock: NonNullable<SandboxOptions['clock']>;
  /** Shows what the Lambdas log. */
  readonly verbose: boolean;
  readonly quiet: boolean;
}

/**
 * Reads the arguments.
 *
 * @param clock how time runs when nothing is said
 * @throws saying which argument is wrong, and what it may be
 */
export function readSandboxFlags(args: string[], clock = 'live'): Read<SandboxFlags> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: String(defaultPort) },
      clock: { type: 'string', default: clock },
      start: { type: 'string' },
      seed: { type: 'string', default: '1' },
      providers: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const wrong = values.providers === undefined ? null : wrongProviders(values.providers);
  if (wrong !== null) return { wrong: `--providers ${wrong}` };
  return {
    port: wholeNumber('--port', values.port, 65_535),
    clock: paceOf(values.clock),
    start: values.start === undefined ? defaultStart : fromIso(values.start),
    seed: wholeNumber('--seed', values.seed, 2 ** 32 - 1),
    ...(values.providers !== undefined && { providers: values.providers }),
    verbose: values.verbose,
    quiet: values.quiet,
  };
}

function wholeNumber(flag: string, text: string, max: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= max) return number;
  throw new Error(`${flag} ${JSON.stringify(text)}: a whole number from 0 to ${max}`);
}

function paceOf(text: string): SandboxFlags['clock'] {
  if (text === 'live' || text === 'manual') return text;
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new Error(`--clock ${JSON.stringify(text)}: live, manual, or a number of virtual seconds a second above 0`);
}
