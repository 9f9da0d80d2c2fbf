import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PinpointClient } from '@aws-sdk/client-pinpoint';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type SandboxOptions, startSandbox } from '../../lib/sandbox/index.ts';

/** The hand-written assembly: two stacks, four functions, one state machine. */
export const fixture = fileURLToPath(new URL('./fixture', import.meta.url));
export const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:chorus-song';
/** When a sandbox starts unless told: 2027-01-11T09:00:00Z. */
export const start = Date.UTC(2027, 0, 11, 9);

export interface Meter {
  stateTransitions: number;
  stateTransitionsByMachine: Record<string, number>;
  lambdaInvocations: Record<string, number>;
  dynamodb: {
    readUnits: number;
    writeUnits: number;
    byFunction: Record<string, { readUnits: number; writeUnits: number }>;
  };
  putEvents: number;
  touches: number;
}

/** A sandbox on a free port, standing still, and the real clients that talk to it. */
export async function startRig(options: Partial<SandboxOptions> = {}) {
  const sandbox = await startSandbox({ assembly: fixture, port: 0, clock: 'manual', ...options });
  const client = {
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'anyone', secretAccessKey: 'anything' },
    maxAttempts: 1,
  };
  const clients = {
    events: new EventBridgeClient(client),
    states: new SFNClient(client),
    tables: new DynamoDBClient(client),
    mail: new SESv2Client(client),
    push: new PinpointClient(client),
    queues: new SQSClient(client),
    secrets: new SecretsManagerClient(client),
  };
  const ask = async (path: string, body?: unknown) => {
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${sandbox.url}/_polyphony/${path}`, request);
    return { status: response.status, body: (await response.json()) as unknown };
  };
  return {
    ...clients,
    sandbox,
    url: sandbox.url,
    ask,
    meter: async () => (await ask('meter')).body as Meter,
    advance: async (duration: string) => (await ask('clock', { advance: duration })).body as { now: string },
    outbox: async (query = '') => (await ask(`outbox${query}`)).body as Record<string, unknown>[],
    /** What the Lambdas wrote, oldest first. */
    async logs() {
      const text = await (await fetch(`${sandbox.url}/_polyphony/logs`)).text();
      const lines = text.split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line) as { at: string; function: string; line: string });
    },
    async publish(detailType: string, detail: object, more: object = {}) {
      const entry = {
        EventBusName: 'chorus',
        Source: 'test',
        DetailType: detailType,
        Detail: JSON.stringify(detail),
        ...more,
      };
      return clients.events.send(new PutEventsCommand({ Entries: [entry] }));
    },
    async sing(name: string, run: object = {}, wakeAt = '2027-01-11T10:00:00Z') {
      const input = JSON.stringify({ run: { id: name, user: name, ...run }, touch: { wakeAt } });
      return clients.states.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input }));
    },
    async messages(queue: string) {
      const QueueUrl = `${sandbox.url}/000000000000/${queue}`;
      const { Messages = [] } = await clients.queues.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
      );
      return Messages.map(({ Body = '', MessageAttributes }) => ({
        body: JSON.parse(Body),
        attributes: MessageAttributes,
      }));
    },
    async close() {
      for (const each of Object.values(clients)) each.destroy();
      await sandbox.close();
    },
  };
}

export type Rig = Awaited<ReturnType<typeof startRig>>;
