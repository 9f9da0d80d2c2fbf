import { deployedApprovers } from '../../statemachines/deployed.ts';
import { type AuditLine, shortVersion } from '../domain/approval.ts';
import { iso } from '../domain/instant.ts';
import { approvals } from '../store/approvals.ts';
import { accountUsage, readAbout } from './account.ts';
import { command, Refused } from './command.ts';
import { escapedIn, write, writeJson } from './output.ts';

const usage = `Usage: polyphony approvals <journey> [options]

Who was asked to approve which version of a journey, and what they said: the audit trail, oldest first.

  --json                  one JSON object a line
${accountUsage}`;

/** `polyphony approvals <journey>`. Exit code 1 when nobody was ever asked, or the stack cannot be. */
export const run = command({
  name: 'approvals',
  usage,
  read: (args) => readAbout('name a journey', args, { json: { type: 'boolean' } }),
  async act({ about: journey, account, values }) {
    const lines = await approvals(account.people, deployedApprovers).trail(journey);
    if (lines.length === 0) throw new Refused(`nobody was asked about ${JSON.stringify(journey)}; see submit`);
    for (const line of lines) {
      if (values.json) writeJson({ ...line, at: iso(line.at) });
      else write(sentence(line));
    }
    return 0;
  },
});

/** One line of the trail, for people. */
export function sentence(line: AuditLine): string {
  const { at, version, approver, what, reason } = escapedIn(line);
  return `${iso(at)}  ${shortVersion(version)}  ${approver} ${what}${reason === undefined ? '' : `: ${reason}`}\n`;
}
