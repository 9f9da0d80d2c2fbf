import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { executionName, type Launch, launchInput } from '../lib/domain/launch.ts';
import { approvals } from '../lib/store/approvals.ts';
import { deployedApprovers } from '../statemachines/deployed.ts';
import { appAt, introduction } from './crowd/app.ts';
import { child } from './crowd/child.ts';
import type { Crowd } from './crowd.ts';
import type { Row } from './row.ts';

const markets = [
  ['US', 'America/New_York'],
  ['DE', 'Europe/Berlin'],
  ['BR', 'America/Sao_Paulo'],
  ['IN', 'Asia/Kolkata'],
  ['GB', 'Europe/London'],
] as const;

export interface Launched {
  readonly people: number;
  readonly sends: number;
  /** From the first PutEvents until twelve days are over. */
  readonly seconds: number;
  /** MB, of the sandbox's process. */
  readonly peak: number;
}

/** Launches the shipped journey to people of its five markets: introduced first, then entered, then twelve days. */
export async function launched(people: number, assembly: string): Promise<Launched> {
  const sandbox = child('sandbox-process.ts', [assembly]);
  const { url } = await sandbox.ask<{ url: string }>();
  const app = appAt(url);
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const place = { endpoint: url, region: 'us-east-1', credentials };
  const states = new SFNClient(place);
  const table = new DynamoDBClient(place);
  try {
    const began = performance.now();
    const introductions = Array.from({ length: people }, (_, index) => {
      const [country, timezone] = markets[index % markets.length] ?? markets[0];
      return introduction(`user-${index}`, timezone, country);
    });
    await app.publish(introductions.flat());
    const { now } = await app.advance('PT0S');
    await approve(DynamoDBDocumentClient.from(table), Date.parse(now));
    const launch: Launch = { journey: 'launch', id: 'bench', at: now, starts: { time: '10:00' }, over: 'PT2H' };
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:launch-polyphony';
    const input = JSON.stringify(launchInput(launch));
    await states.send(new StartExecutionCommand({ stateMachineArn, name: executionName(launch), input }));
    await app.advance('P12D');
    const { touches: sends } = await app.meter();
    const seconds = (performance.now() - began) / 1_000;
    const { peak } = await sandbox.ask<{ peak: number }>('peak');
    return { people, sends, seconds, peak };
  } finally {
    states.destroy();
    table.destroy();
    app.close();
    await sandbox.end();
  }
}

/** Leaves behind what approvers do who say yes. @param now epoch milliseconds */
async function approve(client: DynamoDBDocumentClient, now: number): Promise<void> {
  const store = approvals({ client, name: 'polyphony-people' }, deployedApprovers);
  const { version = '', approvers = [] } = deployedApprovers('launch') ?? {};
  for (const approver of approvers) {
    const request = { journey: 'launch', version, approver, request: `bench-${approver}` };
    await store.ask(request, 'no token waits', now);
    await store.decide(request, 'approved', undefined, now);
  }
}

/** The most memory, in MB, that reading a list holds. @param people how many it names */
async function listMemory(people: number): Promise<number> {
  const reader = child('../launch/list-process.ts', [String(people)]);
  try {
    const { read, most } = await reader.ask<{ read: number; most: number }>();
    if (read !== people) throw new Error(`a list of ${people} people gave ${read}`);
    return most;
  } finally {
    await reader.end();
  }
}

/** A launch beside the welcome, and a long list beside a short one. */
export async function launchRows({ people, sends, seconds }: Launched, welcome: Crowd): Promise<Row[]> {
  return [
    {
      what: `${people} people through a launch`,
      ours: people / seconds,
      beside: welcome.people / welcome.seconds,
      unit: 'people/s',
      besideWhat: `the welcome, which sends ${(welcome.sends / welcome.people).toFixed(1)} a person to its ${(sends / people).toFixed(1)}`,
    },
    {
      what: 'a list of 3,000,000 people, read',
      ours: await listMemory(3_000_000),
      beside: await listMemory(30_000),
      unit: 'MB',
      besideWhat: 'a list of 30,000',
      target: { atMost: 1.2 },
    },
  ];
}
