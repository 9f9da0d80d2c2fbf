import {
  type ApprovalDecision,
  type ApprovalRequest,
  type RefusedAnswer,
  shortVersion,
} from '../../lib/domain/approval.ts';
import type { Estimate } from '../../lib/domain/estimate.ts';
import type { AnyJourney } from '../../statemachines/any-journey.ts';
import { previewPage } from '../../statemachines/preview/page.ts';
import { program } from '../../statemachines/program.ts';
import { type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { estimateSection } from './estimate.ts';

/** Approvers are of the team, which reads its dashboards in English, too. */
const language = 'en';

/** What came of an answer, or why none is taken. */
const outcomes: Readonly<Record<ApprovalDecision | RefusedAnswer, readonly [title: string, explain: string]>> = {
  approved: ['Approved', 'Thank you. People enter once all approvers have approved this version.'],
  rejected: ['Rejected', 'Thank you. Nothing of this version is sent; your reason is in the audit trail.'],
  used: ['Already answered', 'This link has been used. An answer is given once; to change it, ask for a new link.'],
  expired: ['This link has expired', 'Ask for a new one: polyphony submit sends it.'],
  superseded: [
    'This is no longer the question',
    'Another version is deployed, or you were asked anew since. Use the newest link that you have.',
  ],
};

export function outcomePage(outcome: ApprovalDecision | RefusedAnswer): string {
  const [title, explain] = outcomes[outcome];
  return layout({ language, title, main: html`<h1>${title}</h1><p role="status">${explain}</p>` });
}

/** Whom it is for, what would be sent, as it would be sent, and the question. */
export function questionPage(
  { journey: name, version, approver }: ApprovalRequest,
  journey: AnyJourney,
  estimate: Estimate | null,
  wrong?: string,
) {
  const title = `Approve ${name}?`;
  const main = html`<h1>${title}</h1>
${wrong !== undefined && html`<p class="note wrong" role="alert">${wrong}</p>`}
<p>${program.company.name} asks you, as <strong>${approver}</strong>, about version <strong>${shortVersion(version)}</strong>. Nobody enters before all of ${Object.keys(journey.approvers ?? {}).join(', ')} have approved it.</p>
${estimateSection(estimate)}
${messages(journey)}
<form method="post">
<p><label for="reason">Reason, needed to reject</label><textarea id="reason" name="reason" rows="3" maxlength="2000"></textarea></p>
<div class="actions"><button name="decision" value="approved">Approve this version</button><button class="quiet" name="decision" value="rejected">Reject it</button></div></form>`;
  return layout({
    language,
    title: wrong ?? title,
    main,
    aside: 'This link is yours alone. Opening it changes nothing.',
  });
}

/** In a frame, because it has a look of its own; and on a page of its own for whoever wants more room. */
function messages(journey: AnyJourney): Html {
  return html`<h2>What would be sent</h2><p class="links"><a href="?show=messages">Every message on a page of its own</a></p>
<iframe class="whole" sandbox title="Every message of ${journey.name}, in every language" srcdoc="${messagesPage(journey)}"></iframe>`;
}

export const messagesPage = (journey: AnyJourney): string => previewPage(journey, program);
