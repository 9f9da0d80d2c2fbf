import type { Mail } from '../../lib/aws/mail.ts';
import { type ApprovalRequest, approvalDays, shortVersion } from '../../lib/domain/approval.ts';
import { program } from '../../statemachines/program.ts';

/** What an approver reads first. What would be sent is behind the link, as it would be sent. */
export function questionMail({ journey, version, approver }: ApprovalRequest, to: string, link: string): Mail {
  const short = shortVersion(version);
  return {
    to,
    subject: `To approve as ${approver}: ${journey}, version ${short}`,
    text: `The journey ${journey} of ${program.company.name} waits for your approval as ${approver}. This is version ${short}.

See every message in every language, then approve it or say why not:

${link}

The link is yours alone and works for ${approvalDays} days. Nobody enters the journey, and nothing of this version is
sent, before all its approvers have approved it.
`,
  };
}
