import { RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { accept } from '../review.ts';
import { allow } from '../verb-function.ts';
import { erasureDefinition } from './definition.ts';

/**
 * The state machine that erases people.
 *
 * @param logGroup of all state machines
 */
export function erasures(
  scope: Construct,
  { names }: AppContext,
  { eraseFunctionArn, logGroup }: { readonly eraseFunctionArn: string; readonly logGroup: ILogGroup },
): void {
  const role = new Role(scope, 'ErasuresRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  role.addToPolicy(allow(['lambda:InvokeFunction'], eraseFunctionArn));
  accept(role, {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    on: '2026-11-28',
    because: 'tracing and the delivery of logs, which have no resources to name; the one function is named',
  });
  const machine = new StateMachine(scope, 'Erasures', {
    stateMachineName: names.erasureMachine,
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromString(JSON.stringify(erasureDefinition)),
    definitionSubstitutions: { EraseFunctionArn: eraseFunctionArn },
    role,
    // Without execution data: the input names the person.
    logs: { destination: logGroup, level: LogLevel.ERROR, includeExecutionData: false },
    tracingEnabled: true,
    // Deleting it would end erasures that are under way.
    removalPolicy: RemovalPolicy.RETAIN,
  });
  accept(machine, {
    rule: 'AwsSolutions-SF1',
    on: '2026-11-28',
    because: 'Step Functions keeps every execution with its history for 90 days; a log of each would name the person',
  });
}
