import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { approvalDefinition, approvalMachine } from '../../statemachines/approval.ts';
import type { AppContext } from './app-context.ts';
import type { EmailSending } from './email-sending.ts';
import type { PublicApi } from './public-api.ts';
import { accept } from './review.ts';
import { needsApprovals } from './routing/needs-approvals.ts';
import { allow } from './verb-function.ts';
import { approve } from './verbs/approve.ts';
import { ask } from './verbs/ask.ts';
import { count } from './verbs/count.ts';

export interface ApprovalsProps {
  readonly email: EmailSending;
  readonly api: PublicApi;
  /** Of all state machines. */
  readonly logGroup: ILogGroup;
}

/** What asks approvers and takes their answers: a state machine that waits for each, and its functions. */
export function approvals(scope: Construct, context: AppContext, { email, api, logGroup }: ApprovalsProps): void {
  const { names, journeys } = context;
  if (!needsApprovals(journeys)) return;
  const counting = count(scope, context);
  const asking = ask(scope, context, { email, apiUrl: api.url });
  api.route('/approve/{token}', [HttpMethod.GET, HttpMethod.POST], 'Approve', approve(scope, context));
  const role = new Role(scope, 'ApprovalRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  role.addToPolicy(allow(['lambda:InvokeFunction'], counting.functionArn, asking.functionArn));
  const machine = new StateMachine(scope, 'Approval', {
    stateMachineName: `${names.bus}-${approvalMachine}`,
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromString(JSON.stringify(approvalDefinition)),
    definitionSubstitutions: { CountFunctionArn: counting.functionArn, AskFunctionArn: asking.functionArn },
    role,
    // Without execution data, which holds the tokens that answer.
    logs: { destination: logGroup, level: LogLevel.ERROR, includeExecutionData: false },
    tracingEnabled: true,
  });
  accept(role, {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    on: '2026-11-24',
    because: 'tracing and the delivery of logs, which have no resources to name; the functions are named',
  });
  accept(machine, {
    rule: 'AwsSolutions-SF1',
    on: '2026-11-24',
    because:
      'Step Functions keeps every execution with its history for 90 days, and the table keeps every answer for good',
  });
}
