import { ArnFormat, Aws, type Stack } from 'aws-cdk-lib';
import { listsBucket } from './lists.ts';
import type { Names } from './names.ts';

/** The ARNs of one stage, computed from names: machine and function, and the two stacks, need no reference to each other. */
export interface Arns {
  readonly people: string;
  readonly tallies: string;
  readonly bus: string;
  /** The bucket of lists, and its name. */
  readonly lists: string;
  readonly listsName: string;
  /** The account's default bus, where AWS services publish. */
  readonly defaultBus: string;
  readonly tokenSecret: string;
  readonly addressSecret: string;
  /** What the ARN of each of our state machines begins with. */
  readonly machinePrefix: string;
  /** A journey's state machine. */
  machine(journey: string): string;
  /** The state machine of launches. */
  readonly launchMachine: string;
  /** The state machine of erasures. */
  readonly erasureMachine: string;
  /** All executions of a stage's journeys, named by its bus. */
  executions(bus?: string): string;
  /** What the ARN of each of those executions begins with. */
  executionPrefix(bus: string): string;
  /** All rules on our bus. */
  readonly busRules: string;
  /** A rule on another bus of the account. */
  ruleOn(bus: string, name: string): string;
  /** A rule on the default bus. */
  defaultBusRule(name: string): string;
  /** An SES identity or configuration set. */
  ses(resource: 'identity' | 'configuration-set', name: string): string;
  /** A secret by its name. */
  secret(name: string): string;
  /** Sending through one push application. */
  pushMessages(applicationId: string): string;
}

export function arnsOf(stack: Stack, names: Names): Arns {
  const slash = (service: string, resource: string, resourceName: string) =>
    stack.formatArn({ service, resource, resourceName });
  const colon = (service: string, resource: string, resourceName: string) =>
    stack.formatArn({ service, resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  // Secrets Manager appends a hyphen and six random characters; `?` stands for exactly one.
  const secret = (name: string) => colon('secretsmanager', 'secret', `${name}-??????`);
  const listsName = listsBucket(names);
  return {
    lists: `arn:${Aws.PARTITION}:s3:::${listsName}`,
    listsName,
    people: slash('dynamodb', 'table', names.peopleTable),
    tallies: slash('dynamodb', 'table', names.tallyTable),
    bus: slash('events', 'event-bus', names.bus),
    defaultBus: slash('events', 'event-bus', 'default'),
    secret,
    tokenSecret: secret(names.tokenSecret),
    addressSecret: secret(names.addressSecret),
    machinePrefix: colon('states', 'stateMachine', `${names.bus}-`),
    machine: (journey) => colon('states', 'stateMachine', `${names.bus}-${journey}`),
    launchMachine: colon('states', 'stateMachine', names.launchMachine),
    erasureMachine: colon('states', 'stateMachine', names.erasureMachine),
    executions: (bus = names.bus) => colon('states', 'execution', `${bus}-*:*`),
    executionPrefix: (bus) => colon('states', 'execution', `${bus}-`),
    busRules: slash('events', 'rule', `${names.bus}/*`),
    ruleOn: (bus, name) => slash('events', 'rule', `${bus}/${name}`),
    defaultBusRule: (name) => slash('events', 'rule', name),
    ses: (resource, name) => slash('ses', resource, name),
    pushMessages: (applicationId) => slash('mobiletargeting', 'apps', `${applicationId}/messages`),
  };
}
