import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';
import { type DataService, keyByAlias, useDataKey } from './data-key.ts';
import type { DeadLetters } from './dead-letters.ts';
import { functionLogs, functionName as nameOf } from './names.ts';
import { accept } from './review.ts';
import type { Verb } from './verbs.ts';

export interface VerbFunctionProps {
  readonly verb: Verb;
  readonly description: string;
  /** Added to what every function is told: its tables and its bus. */
  readonly environment?: Readonly<Record<string, string>>;
  /** All that it may do, besides writing its own log and trace. */
  readonly permissions: readonly PolicyStatement[];
  /** What it does with the tables, and whether it reads secrets: the data key opens for that alone. */
  readonly data: 'read' | 'write' | 'nothing';
  readonly secrets?: boolean;
  /** @default 30 seconds */
  readonly timeout?: Duration;
  /** Whether it reads and writes the bucket of lists. */
  readonly lists?: boolean;
  /** Where events go that it failed on or refuses: for functions that are called asynchronously. */
  readonly deadLetters?: DeadLetters;
  /** Where it puts what it refuses for good, when its caller waits for an answer and must not hear of it. */
  readonly refused?: DeadLetters;
}

/** Lets a function do exactly these actions on exactly these resources. */
export function allow(actions: readonly string[], ...resources: readonly string[]): PolicyStatement {
  return new PolicyStatement({ actions: [...actions], resources: [...resources] });
}

/** Lets a function put events on a bus in these names and no other: never as `polyphony`, whose events no rule heeds. */
export function publishAs(sources: readonly string[], bus: string): PolicyStatement {
  const conditions = {
    'ForAllValues:StringEquals': { 'events:source': [...sources] },
    // All of none are in any list.
    Null: { 'events:source': 'false' },
  };
  return new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus], conditions });
}

const tracing = {
  rule: 'AwsSolutions-IAM5[Resource::*]',
  on: '2026-11-23',
  because: 'X-Ray has no resources to name: xray:PutTraceSegments and xray:PutTelemetryRecords, nothing else',
};

const calledAndAwaited = {
  rule: 'Serverless-LambdaDLQ',
  on: '2026-11-23',
  because: 'its caller waits for the answer and hears of a failure itself, so Lambda never queues an event for it',
};

/** The one place that makes a Lambda: `lambdas/<verb>`, bundled beforehand, under a role and a log group of its own. */
export class VerbFunction extends Construct {
  readonly lambda: Lambda;

  constructor(scope: Construct, id: string, context: AppContext, props: VerbFunctionProps) {
    super(scope, id);
    const { names, settings, key } = context;
    const { verb, deadLetters } = props;
    const letters = deadLetters ?? props.refused;
    const functionName = nameOf(names, verb);
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: functionLogs(functionName),
      encryptionKey: key,
      retention: settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn));
    for (const statement of props.permissions) role.addToPolicy(statement);
    const services: DataService[] = [
      ...(props.data === 'nothing' ? [] : (['dynamodb'] as const)),
      ...(props.secrets ? (['secretsmanager'] as const) : []),
      ...(props.lists ? (['s3'] as const) : []),
    ];
    if (services.length > 0) {
      role.addToPolicy(useDataKey(context, props.data === 'write' ? 'write' : 'read', services));
    }
    if (letters) {
      role.addToPolicy(allow(['sqs:SendMessage'], letters.queue.queueArn));
      role.addToPolicy(allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn));
    }
    accept(this, keyByAlias, tracing, ...(deadLetters ? [] : [calledAndAwaited]));
    this.lambda = new Lambda(this, 'Function', {
      functionName,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(context.bundles, verb)),
      handler: 'index.handler',
      memorySize: 512,
      timeout: props.timeout ?? Duration.seconds(30),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      environment: {
        TABLE: names.peopleTable,
        TALLIES: names.tallyTable,
        BUS: names.bus,
        METRICS: names.metrics,
        ...(letters && { DEAD_LETTERS: letters.queue.queueUrl }),
        ...props.environment,
      },
      ...(deadLetters && { deadLetterQueue: deadLetters.queue, retryAttempts: 2, maxEventAge: Duration.hours(6) }),
    });
  }
}
