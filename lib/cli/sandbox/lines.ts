import { iso } from '../../domain/instant.ts';
import type { LogLine, OutboxRow, SandboxOptions } from '../../sandbox/index.ts';
import { escaped } from '../output.ts';

/** What the sandbox says when it is ready: where everything is and what to try first. */
export function welcome(url: string, clock: SandboxOptions['clock'], now: number): string {
  const pace =
    clock === 'manual'
      ? 'stands still until it is moved'
      : clock === 'live'
        ? 'runs live'
        : `runs ${clock} times as fast`;
  return `Polyphony sandbox at ${url}; it is ${iso(now)}, and time ${pace}.

  AWS       ${awsSettings(url)}
  HTTP API  ${url}/_api
  outbox    ${url}/_polyphony/outbox
  report    ${url}/_api/report
  clock     curl -d '{"advance":"P1D"}' ${url}/_polyphony/clock
  the rest  ${url}/_polyphony/describe

Ctrl-C ends it.

`;
}

/** What points any AWS client here; which region variable is read differs between them. */
export const awsSettings = (url: string): string =>
  `AWS_ENDPOINT_URL=${url} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local`;

/** One touch on one line: when, who, which step, by what, and what it said. */
export function touchLine(row: OutboxRow): string {
  const { at, userId, journey, step, channel, provider, content } = row;
  const where = journey === null ? '' : `${journey} › ${step}`;
  const said = firstLine(content.subject ?? content.title ?? content.text ?? '');
  return [at, (userId ?? '').padEnd(12), where.padEnd(24), `${channel} via ${provider}`.padEnd(18), said]
    .map(escaped)
    .join('  ');
}

/** What a Lambda logged, on one line. */
export const logLine = ({ at, function: name, line }: LogLine): string =>
  `${[at, name, line].map(escaped).join(' ')}\n`;

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}
