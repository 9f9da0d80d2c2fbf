import { parseArgs } from 'node:util';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { dayMs } from '../domain/duration.ts';
import { iso } from '../domain/instant.ts';
import { signReportLink } from '../domain/report-link.ts';
import { type Account, accountOf, accountOptions, accountUsage, nowAt } from './account.ts';
import { command, type Read } from './command.ts';
import { complain, write } from './output.ts';

const mostDays = 366;

const usage = `Usage: polyphony report-link --api <url> [options]

Prints a link to the reports that works for some days, for whoever has it. It needs leave to read the stage's token secret.

  --api <url>             what cdk deploy printed as ApiUrl; a sandbox's is known
  --days <number>         how long the link works, 1 to ${mostDays} (default 30)
${accountUsage}`;

/** `polyphony report-link`. Exit code 1 when the secret cannot be read. */
export const run = command({
  name: 'report-link',
  usage,
  read,
  async act({ account, days, api }) {
    const secrets = new SecretsManagerClient(account.client);
    const { SecretString = '' } = await secrets.send(
      new GetSecretValueCommand({ SecretId: account.names.tokenSecret }),
    );
    const now = await nowAt(account);
    const until = now + days * dayMs;
    write(`${api}/report/${await signReportLink(SecretString, now, until)}\n`);
    complain(`works until ${iso(until)}\n`);
    return 0;
  },
});

interface Asked {
  readonly account: Account;
  readonly api: string;
  readonly days: number;
}

function read(args: string[]): Read<Asked> {
  const options = { ...accountOptions, api: { type: 'string' }, days: { type: 'string', default: '30' } } as const;
  const { values } = parseArgs({ args, options });
  if (values.help) return 'help';
  const account = accountOf(values);
  const { endpoint } = account.client;
  const api = (values.api ?? (endpoint === undefined ? undefined : `${endpoint}/_api`))?.replace(/\/$/, '');
  if (api === undefined) return { wrong: '--api is missing: cdk deploy prints it as ApiUrl' };
  const days = Number(values.days);
  if (!(Number.isInteger(days) && days >= 1 && days <= mostDays)) {
    return { wrong: `--days ${JSON.stringify(values.days)}: a whole number from 1 to ${mostDays}` };
  }
  return { account, api, days };
}
