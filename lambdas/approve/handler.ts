import { secret } from '../../lib/aws/secret.ts';
import { taskAnswers } from '../../lib/aws/task-answers.ts';
import { readApproval } from '../../lib/domain/approval-token.ts';
import { type ApprovePorts, approve, standingOf } from '../../lib/engine/approve.ts';
import { approvals } from '../../lib/store/approvals.ts';
import { approvedLast } from '../../lib/store/approved-last.ts';
import { estimates } from '../../lib/store/estimates.ts';
import { connect } from '../../lib/store/table.ts';
import { textOfJourney } from '../../statemachines/approved.ts';
import { deployedApprovers, deployedVersion } from '../../statemachines/deployed.ts';
import { setting } from '../environment.ts';
import { onRequest, page, textOf } from '../http.ts';
import { notFoundPage } from '../layout.ts';
import { log } from '../log.ts';
import { count } from '../metrics.ts';
import { readAnswer } from './form.ts';
import { messagesPage, outcomePage, questionPage } from './page.ts';

const tokenSecret = secret(setting('TOKEN_SECRET'));
const tasks = taskAnswers();
const table = { client: connect(), name: setting('TABLE') };
const asked = approvals(table, deployedApprovers);
const ports: ApprovePorts = {
  approvals: asked,
  deployed: deployedVersion,
  async keep(name, now) {
    const { approved, version } = await asked.read(name);
    const journey = deployedVersion(name)?.journey;
    if (approved && journey) await approvedLast(table).write(name, { version, text: textOfJourney(journey) }, now);
  },
  answer: (token, decision) => (decision === 'approved' ? tasks.succeed(token, {}) : tasks.fail(token, 'Rejected')),
};

/** An approver's link: GET shows what would be sent and changes nothing, POST takes the answer, once. */
export const handler = onRequest(async (request, occasion) => {
  const { requestContext, pathParameters, headers, queryStringParameters } = request;
  const link = await readApproval(pathParameters?.token ?? '', await tokenSecret(), occasion.now());
  if (!link) {
    // Whose it is cannot be known, so it is in the log and counted, and in nobody's trail.
    count('ForgedApproval', {}, { level: 'warn', message: 'forged approval', invocation: occasion.invocation });
    return page(404, notFoundPage(headers['accept-language']));
  }
  const { expired: _, ...about } = link;
  const journey = deployedVersion(link.journey)?.journey;
  const posted = requestContext.http.method === 'POST';
  const standing = await standingOf(link, ports);
  const answer = posted ? readAnswer(textOf(request)) : undefined;
  if (answer === undefined || typeof answer === 'string') {
    if (standing !== 'open' || !journey) return page(409, outcomePage(standing === 'open' ? 'superseded' : standing));
    if (!posted && queryStringParameters?.show === 'messages') return page(200, messagesPage(journey));
    return page(posted ? 400 : 200, questionPage(about, journey, await estimates(table).of(about), answer));
  }
  const outcome = await approve(link, answer, occasion, ports);
  log('info', 'answered', { ...about, outcome });
  return page(outcome === 'approved' || outcome === 'rejected' ? 200 : 409, outcomePage(outcome));
});
