import { RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';
import { JourneyMachine } from './journey-machine.ts';
import { accept } from './review.ts';
import { allow } from './verb-function.ts';

/**
 * A state machine for each journey, and what all of them, and those of journeys removed since, run under.
 *
 * @returns where state machines log
 */
export function journeyMachines(scope: Construct, context: AppContext, touchFunctionArn: string): LogGroup {
  const { names, settings, key, journeys } = context;
  const logGroup = new LogGroup(scope, 'JourneysLogs', {
    logGroupName: names.logs.journeys,
    encryptionKey: key,
    retention: settings.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, 'JourneysRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  role.addToPolicy(allow(['lambda:InvokeFunction'], touchFunctionArn));
  accept(role, {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    on: '2026-11-23',
    because: 'tracing and the delivery of logs, which have no resources to name; the one function is named',
  });
  for (const journey of journeys) {
    new JourneyMachine(scope, `Journey-${journey.name}`, {
      journey,
      machineName: `${names.bus}-${journey.name}`,
      touchFunctionArn,
      role,
      logGroup,
    });
  }
  return logGroup;
}
