import type { Mail } from '../../lib/aws/mail.ts';
import { type ApprovalRequest, approvalDays, shortVersion } from '../../lib/domain/approval.ts';
import { channels } from '../../lib/domain/channel.ts';
import type { Counted, Estimate } from '../../lib/domain/estimate.ts';
import { channelName, count } from '../../lib/report/words.ts';
import { program } from '../../statemachines/program.ts';
import { atMost, channelCost, leadingMarkets, marketName, meaningOf, people, summaryOf } from '../estimate-words.ts';

export interface Question {
  readonly request: ApprovalRequest;
  readonly estimate: Estimate;
  readonly link: string;
  readonly to: string;
}

/** What an approver reads first: whom it is for and what it costs. What would be sent is behind the link. */
export function questionMail({ request: { journey, version, approver }, estimate, link, to }: Question): Mail {
  const short = shortVersion(version);
  return {
    to,
    subject: `To approve as ${approver}: ${journey}, version ${short}`,
    text: `The journey ${journey} of ${program.company.name} waits for your approval as ${approver}. This is version ${short}.

${summaryOf(estimate)}

${figuresOf(estimate)}

${meaningOf(estimate).join('\n')}

See every message in every language, then approve it or say why not:

${link}

The link is yours alone and works for ${approvalDays} days. Nobody enters the journey, and nothing of this version is
sent, before all its approvers have approved it.
`,
  };
}

function figuresOf(estimate: Estimate): string {
  if (estimate.of === 'audience') return [...marketLines(estimate), '', ...channelLines(estimate)].join('\n');
  return estimate.markets
    .map(({ market, cost }) => line(marketName(market), `${people(estimate.people)}: at most ${atMost(cost)}`))
    .join('\n');
}

const marketLines = (estimate: Counted) =>
  leadingMarkets(estimate).map(({ name, people: number, cost }) =>
    line(name, `${people(number)}, at most ${atMost(cost)}`),
  );

function channelLines(estimate: Counted): string[] {
  return channels.flatMap((channel) => {
    const cell = estimate.channels[channel];
    if (!cell) return [];
    const cost = channelCost(estimate, channel, cell.cost);
    const bound = cost === 'no price' ? cost : `at most ${cost}`;
    const reached =
      channel === 'inapp' ? count(cell.allowed) : `${count(cell.allowed)} of ${count(cell.address)} with an address`;
    return [line(channelName(channel), `${reached} can be reached, ${bound}`)];
  });
}

const line = (name: string, figures: string) => `  ${name}: ${figures}`;
