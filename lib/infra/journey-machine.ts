import { RemovalPolicy } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { DeployableJourney } from './app-context.ts';
import { accept } from './review.ts';
import { SettingsError } from './settings.ts';

/** Step Functions' limit on a name. */
const maxNameLength = 80;

export interface JourneyMachineProps {
  readonly journey: DeployableJourney;
  readonly machineName: string;
  readonly touchFunctionArn: string;
  /** One for all journeys: the runs of a journey that is no longer in the code still go on under it. */
  readonly role: Role;
  /** Likewise one for all journeys. */
  readonly logGroup: ILogGroup;
}

/**
 * One journey's state machine. It is retained when the journey is removed, because deleting a machine kills the runs
 * of everybody who is on their way; its logical id follows the journey's name and must not change.
 */
export class JourneyMachine extends Construct {
  constructor(scope: Construct, id: string, props: JourneyMachineProps) {
    super(scope, id);
    const { journey, machineName } = props;
    if (machineName.length > maxNameLength) {
      throw new SettingsError(
        `state machine "${machineName}": a name has at most ${maxNameLength} characters; shorten the journey's name`,
      );
    }
    new StateMachine(this, 'Machine', {
      stateMachineName: machineName,
      stateMachineType: StateMachineType.STANDARD,
      // A plain string with placeholders, not Fn::Join: linters and the sandbox can read it.
      definitionBody: DefinitionBody.fromString(JSON.stringify(journey.definition)),
      definitionSubstitutions: { TouchFunctionArn: props.touchFunctionArn },
      role: props.role,
      // Without execution data, though that is ids only: what was decided for whom is in the touch's record.
      logs: { destination: props.logGroup, level: LogLevel.ERROR, includeExecutionData: false },
      tracingEnabled: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    accept(this, {
      rule: 'AwsSolutions-SF1',
      on: '2026-11-23',
      because:
        'Step Functions keeps every execution with its history for 90 days; logging each transition would double it',
    });
  }
}
