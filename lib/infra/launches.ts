import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { AppContext, DeployableJourney } from './app-context.ts';
import { launchDefinition } from './launch-definition.ts';
import { accept } from './review.ts';
import { allow } from './verb-function.ts';

/** The state machine that launches journeys, and a schedule for each that names a date. */
export function launches(scope: Construct, context: AppContext, enlistFunctionArn: string): void {
  const { names, settings, key, journeys, arns } = context;
  const logGroup = new LogGroup(scope, 'LaunchesLogs', {
    logGroupName: names.logs.launches,
    encryptionKey: key,
    retention: settings.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, 'LaunchesRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  role.addToPolicy(allow(['lambda:InvokeFunction'], enlistFunctionArn));
  accept(role, {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    on: '2026-11-24',
    because: 'tracing and the delivery of logs, which have no resources to name; the one function is named',
  });
  const machine = new StateMachine(scope, 'Launches', {
    stateMachineName: names.launchMachine,
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromString(JSON.stringify(launchDefinition)),
    definitionSubstitutions: { EnlistFunctionArn: enlistFunctionArn },
    role,
    logs: { destination: logGroup, level: LogLevel.ERROR, includeExecutionData: false },
    tracingEnabled: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  accept(machine, {
    rule: 'AwsSolutions-SF1',
    on: '2026-11-24',
    because: 'Step Functions keeps every execution with its history for 90 days; a log of each page would double it',
  });
  const dated = journeys.filter(({ launch }) => launch?.schedule);
  if (dated.length === 0) return;
  const scheduler = new Role(scope, 'SchedulerRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  });
  scheduler.addToPolicy(allow(['states:StartExecution'], arns.launchMachine));
  for (const journey of dated) schedule(scope, context, journey, scheduler.roleArn);
}

/**
 * Begins a launch at its instant. Through the API call itself, because its execution has the launch's name: somebody who
 * began it by hand, and a schedule that fires twice, find it begun.
 */
function schedule(scope: Construct, { names, arns }: AppContext, { name, launch }: DeployableJourney, roleArn: string) {
  const { at = '', input = {}, execution = '' } = launch?.schedule ?? {};
  new CfnSchedule(scope, `Launch-${name}`, {
    name: `${names.bus}-launch-${name}`,
    description: `Launches ${name}`,
    scheduleExpression: `at(${at.replace('Z', '')})`,
    scheduleExpressionTimezone: 'UTC',
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: `arn:${Aws.PARTITION}:scheduler:::aws-sdk:sfn:startExecution`,
      roleArn,
      input: JSON.stringify({ StateMachineArn: arns.launchMachine, Name: execution, Input: JSON.stringify(input) }),
      retryPolicy: { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 20 },
    },
  });
}
