import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { defaultStage, namesOf } from '../infra/names.ts';
import { defaultPort } from '../sandbox/index.ts';
import type { Table } from '../store/table.ts';
import type { Read } from './command.ts';

/** Options of every command that asks a deployed stack, or a sandbox. */
export const accountOptions = {
  endpoint: { type: 'string' },
  stage: { type: 'string', default: defaultStage },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const accountUsage = `  --endpoint <url>        a sandbox, such as http://127.0.0.1:${defaultPort}; else AWS_ENDPOINT_URL, else AWS itself
  --stage <name>          the deployed stage (default ${defaultStage})
  --help
`;

/** Where a command finds its stack. */
export interface Account {
  readonly names: ReturnType<typeof namesOf>;
  readonly people: Table;
  /** What SDK clients are made with. */
  readonly client: ClientOptions;
}

interface ClientOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const isLocal = (endpoint: string) => /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::|\/|$)/.test(endpoint);

/** A sandbox needs no credentials and knows one region; AWS takes both from where its own tools do. */
export function accountOf({ endpoint, stage }: { endpoint?: string | undefined; stage: string }): Account {
  const url = endpoint ?? process.env.AWS_ENDPOINT_URL;
  const local = url !== undefined && isLocal(url);
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? (local ? 'us-east-1' : undefined);
  const client: ClientOptions = {
    ...(url !== undefined && { endpoint: url }),
    ...(region !== undefined && { region }),
    ...(local && { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  };
  const names = namesOf(stage);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  return { names, client, people: { client: documents, name: names.peopleTable } };
}

/** Epoch milliseconds where the stack is: a sandbox has a time of its own. */
export async function nowAt({ client: { endpoint } }: Account): Promise<number> {
  if (endpoint === undefined || !isLocal(endpoint)) return Date.now();
  const answer = await fetch(`${endpoint}/_polyphony/clock`).catch(() => null);
  const { now } = answer?.ok ? ((await answer.json()) as { now: string }) : { now: undefined };
  return now === undefined ? Date.now() : Date.parse(now);
}

/** Where a command is to ask, with its own options by name. */
interface Place {
  readonly account: Account;
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly rest: readonly string[];
}

type Options = Readonly<Record<string, { type: 'string' | 'boolean' }>>;

/**
 * Reads the options of a command that asks a stack.
 *
 * @param options of this command, beside those of every one
 * @param takes how many words beside the options it takes at most
 */
export function readPlace(args: string[], options: Options, takes = 0): Read<Place> {
  const { values, positionals } = parseArgs({
    args,
    options: { ...accountOptions, ...options },
    allowPositionals: true,
  });
  if (values.help) return 'help';
  const extra = positionals[takes];
  if (extra !== undefined) return { wrong: `${JSON.stringify(extra)} is one word too many` };
  return {
    values: values as Record<string, string | boolean | undefined>,
    account: accountOf(values),
    rest: positionals,
  };
}

/**
 * The same for a command about one thing: `<user>`, `<journey>`.
 *
 * @param missing what to say when it is not named
 */
export function readAbout(missing: string, args: string[], options: Options): Read<Place & { readonly about: string }> {
  const asked = readPlace(args, options, 1);
  if (asked === 'help' || 'wrong' in asked) return asked;
  const [about] = asked.rest;
  return about === undefined || about === '' ? { wrong: missing } : { ...asked, about };
}
