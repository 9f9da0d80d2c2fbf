import { parseArgs } from 'node:util';

export interface PauseFlags {
  /** `all`, a channel, or a journey. */
  readonly what: string;
  readonly reason?: string;
  readonly by?: string;
  /** Where AWS is, when not at AWS: a sandbox. */
  readonly endpoint?: string;
  readonly stage: string;
}

const target = `  --endpoint <url>   a sandbox, such as http://127.0.0.1:4566 (default: AWS_ENDPOINT_URL, else AWS itself)
  --stage <name>     the stage (default: default)
  --help
`;

export const pauseUsage = `Usage: polyphony pause <all|channel|journey> [options]

Holds every touch that it concerns, transactional ones too, until polyphony resume. It takes hold within seconds.

  --reason <text>    why, for whoever finds it
  --by <name>        who (default: who is logged in here)
${target}`;

export const resumeUsage = `Usage: polyphony resume <all|channel|journey> [options]

Lets it speak again. Who waits comes back within half as long as the pause lasted.

${target}`;

const options = {
  endpoint: { type: 'string' },
  stage: { type: 'string', default: 'default' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;
const told = { reason: { type: 'string' }, by: { type: 'string' } } as const;

/**
 * Reads the arguments of either command. A string is `help`, or what is wrong with them.
 *
 * @param command resuming takes neither a reason nor a name
 */
export function readPauseFlags(command: 'pause' | 'resume', args: string[]): PauseFlags | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: command === 'pause' ? { ...options, ...told } : options,
      allowPositionals: true,
    });
    const {
      help,
      stage = 'default',
      endpoint = process.env.AWS_ENDPOINT_URL,
      reason,
      by,
    }: Record<string, unknown> = values;
    if (help === true) return 'help';
    const [what, ...more] = positionals;
    if (what === undefined) return 'say what: all, a channel, or a journey';
    if (more.length > 0) return `one thing at a time; ${JSON.stringify(more[0])} is one too many`;
    return {
      what,
      stage: String(stage),
      ...(typeof endpoint === 'string' && endpoint !== '' && { endpoint: addressOf(endpoint) }),
      ...(typeof reason === 'string' && { reason }),
      ...(typeof by === 'string' && { by }),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function addressOf(endpoint: string): string {
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint)) {
    throw new Error(`--endpoint ${JSON.stringify(endpoint)}: a URL; write it like http://127.0.0.1:4566`);
  }
  return endpoint.replace(/\/+$/, '');
}
