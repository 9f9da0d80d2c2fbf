import * as z from 'zod/mini';
import { mailer } from '../../lib/aws/mail.ts';
import { secret } from '../../lib/aws/secret.ts';
import { signApproval } from '../../lib/domain/approval-token.ts';
import { type AskPorts, ask } from '../../lib/engine/ask.ts';
import { approvals } from '../../lib/store/approvals.ts';
import { estimates } from '../../lib/store/estimates.ts';
import { headcounts } from '../../lib/store/headcounts.ts';
import { connect } from '../../lib/store/table.ts';
import { deployedApprovers, deployedVersion } from '../../statemachines/deployed.ts';
import { program } from '../../statemachines/program.ts';
import { setting } from '../environment.ts';
import { log } from '../log.ts';
import { occasionOf } from '../occasion.ts';
import { approvalTask, onTask } from '../task.ts';
import { question } from './event.ts';
import { questionMail } from './mail.ts';

const tokenSecret = secret(setting('TOKEN_SECRET'));
const send = mailer(setting('EMAIL_FROM'));
const table = { client: connect(), name: setting('TABLE') };
const ports: AskPorts = {
  approvals: approvals(table, deployedApprovers),
  headcounts: headcounts(table),
  estimates: estimates(table),
  program,
  deployed: deployedVersion,
  async notify(request, address, estimate) {
    const link = `${setting('API_URL')}/approve/${await signApproval(request, await tokenSecret(), Date.now())}`;
    await send(questionMail({ request, estimate, link, to: address }));
  },
};

/** Asks one approver. The execution waits with its token until they answer. */
export const handler = onTask(approvalTask, async (payload, context) => {
  const { token, ...request } = z.parse(question, payload);
  await ask(request, token, occasionOf(context), ports);
  log('info', 'asked', request);
});
