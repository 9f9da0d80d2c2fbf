import { RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { accept } from '../review.ts';
import { allow } from '../verb-function.ts';
import { againDefinition } from './definition.ts';

/** The state machine that `polyphony given-up --send` starts for each touch. */
export function againMachine(scope: Construct, { names }: AppContext, touchFunctionArn: string, logs: ILogGroup): void {
  const role = new Role(scope, 'AgainRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  role.addToPolicy(allow(['lambda:InvokeFunction'], touchFunctionArn));
  accept(role, {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    on: '2026-11-28',
    because: 'tracing and the delivery of logs, which have no resources to name; the one function is named',
  });
  const machine = new StateMachine(scope, 'Again', {
    stateMachineName: names.againMachine,
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromString(JSON.stringify(againDefinition)),
    definitionSubstitutions: { TouchFunctionArn: touchFunctionArn },
    role,
    logs: { destination: logs, level: LogLevel.ERROR, includeExecutionData: false },
    tracingEnabled: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  accept(machine, {
    rule: 'AwsSolutions-SF1',
    on: '2026-11-28',
    because:
      'Step Functions keeps every execution with its history for 90 days; a log of each transition would double it',
  });
}
