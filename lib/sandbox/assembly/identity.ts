import { arn } from '../region.ts';

/** What a resource of one type is called and answers to `Ref` and `Fn::GetAtt`. */
export interface IdentityRule {
  /** Property with a name given by the template. */
  readonly nameFrom?: string;
  readonly arn?: (name: string) => string;
  /** What `Ref` gives: the name unless said. */
  readonly ref?: 'arn' | 'url';
  /** Attributes beside `Arn`. */
  readonly attributes?: Readonly<Record<string, 'name' | 'arn' | 'url'>>;
  /** Where it answers, under the sandbox's endpoint. */
  readonly path?: (name: string) => string;
}

const named = (nameFrom: string, service: string, prefix: string): IdentityRule => ({
  nameFrom,
  arn: (name) => arn(service, `${prefix}${name}`),
});

/** Types whose `Ref` or `Fn::GetAtt` may stand in what the sandbox reads. */
export const identities: Readonly<Record<string, IdentityRule>> = {
  'AWS::Lambda::Function': named('FunctionName', 'lambda', 'function:'),
  'AWS::DynamoDB::Table': named('TableName', 'dynamodb', 'table/'),
  'AWS::DynamoDB::GlobalTable': named('TableName', 'dynamodb', 'table/'),
  'AWS::Events::EventBus': { ...named('Name', 'events', 'event-bus/'), attributes: { Name: 'name' } },
  'AWS::Events::Rule': named('Name', 'events', 'rule/'),
  'AWS::StepFunctions::StateMachine': {
    ...named('StateMachineName', 'states', 'stateMachine:'),
    ref: 'arn',
    attributes: { Name: 'name' },
  },
  'AWS::SQS::Queue': {
    ...named('QueueName', 'sqs', ''),
    ref: 'url',
    attributes: { QueueName: 'name', QueueUrl: 'url' },
    path: (name) => `/000000000000/${name}`,
  },
  'AWS::SecretsManager::Secret': {
    ...named('Name', 'secretsmanager', 'secret:'),
    ref: 'arn',
    attributes: { Id: 'arn' },
  },
  'AWS::SSM::Parameter': named('Name', 'ssm', 'parameter/'),
  'AWS::ApiGatewayV2::Api': { attributes: { ApiEndpoint: 'url', ApiId: 'name' }, path: () => '/_api' },
  'AWS::ApiGatewayV2::Stage': { nameFrom: 'StageName' },
  'AWS::ApiGatewayV2::Integration': {},
  'AWS::ApiGatewayV2::Route': {},
  'AWS::SES::ConfigurationSet': named('Name', 'ses', 'configuration-set/'),
  'AWS::SES::EmailIdentity': named('EmailIdentity', 'ses', 'identity/'),
  'AWS::Pinpoint::App': { ...named('Name', 'mobiletargeting', 'apps/'), attributes: { ApplicationId: 'name' } },
  'AWS::SNS::Topic': {
    ...named('TopicName', 'sns', ''),
    ref: 'arn',
    attributes: { TopicArn: 'arn', TopicName: 'name' },
  },
  'AWS::IAM::Role': { nameFrom: 'RoleName', arn: (name) => `arn:aws:iam::000000000000:role/${name}` },
  'AWS::Logs::LogGroup': named('LogGroupName', 'logs', 'log-group:'),
  'AWS::KMS::Key': { arn: (name) => arn('kms', `key/${name}`), attributes: { KeyId: 'name' } },
  'AWS::S3::Bucket': { nameFrom: 'BucketName', arn: (name) => `arn:aws:s3:::${name}` },
  'AWS::Scheduler::Schedule': named('Name', 'scheduler', 'schedule/default/'),
  'AWS::CloudWatch::Dashboard': { nameFrom: 'DashboardName' },
  'AWS::CloudWatch::Alarm': named('AlarmName', 'cloudwatch', 'alarm:'),
};

/** Types that would do something on their own, which the sandbox does not do yet: better no start than silence. */
export const notYet: readonly string[] = [
  'AWS::Lambda::EventSourceMapping',
  'AWS::Pipes::Pipe',
  'AWS::SNS::Subscription',
  'AWS::AppSync::GraphQLApi',
  'AWS::ApiGateway::RestApi',
  'AWS::DynamoDB::Stream',
];
