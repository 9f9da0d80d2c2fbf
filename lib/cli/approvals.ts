import { deployedApprovers } from '../../statemachines/deployed.ts';
import { type AuditLine, shortVersion } from '../domain/approval.ts';
import { iso } from '../domain/instant.ts';
import { approvals } from '../store/approvals.ts';
import { accountUsage, readPlace, unreachable } from './account.ts';

const usage = `Usage: polyphony approvals <journey> [options]

Who was asked to approve which version of a journey, and what they said: the audit trail, oldest first.

  --json                  one JSON object a line
${accountUsage}`;

/** `polyphony approvals <journey>`. @returns the exit code: 1 when nobody was ever asked, or the stack cannot be */
export async function run(args: string[]): Promise<number> {
  const asked = readPlace(args, { json: { type: 'boolean' } }, 1);
  if (asked === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const [journey] = 'wrong' in asked ? [] : asked.rest;
  if ('wrong' in asked || journey === undefined) {
    process.stderr.write(`polyphony approvals: ${'wrong' in asked ? asked.wrong : 'name a journey'}\n\n${usage}`);
    return 2;
  }
  try {
    const lines = await approvals(asked.account.people, deployedApprovers).trail(journey);
    if (lines.length === 0) {
      process.stderr.write(`polyphony approvals: nobody was asked about ${JSON.stringify(journey)}; see submit\n`);
      return 1;
    }
    const say = asked.values.json ? (line: AuditLine) => JSON.stringify({ ...line, at: iso(line.at) }) : sentence;
    process.stdout.write(`${lines.map(say).join('\n')}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`polyphony approvals: ${unreachable(error)}\n`);
    return 1;
  }
}

const sentence = ({ at, version, approver, what, reason }: AuditLine): string =>
  `${iso(at)}  ${shortVersion(version)}  ${approver} ${what}${reason === undefined ? '' : `: ${reason}`}`;
