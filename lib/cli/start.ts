import { setTimeout } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Sandbox } from '../sandbox/index.ts';
import { command } from './command.ts';
import { complain, writePainted } from './output.ts';
import { readSandboxFlags, sandboxUsage } from './sandbox/flags.ts';
import { awsSettings } from './sandbox/lines.ts';
import { host } from './sandbox.ts';
import { type Character, cast, introduction, signUp } from './start/cast.ts';
import { Timeline } from './start/timeline.ts';

/** A day in ten seconds. */
const pace = 8_640;
const hourMs = 3_600_000;

/** `polyphony start`, the main job: the sandbox with three invented people in it, and their first week as a timeline. */
export const run = command({
  name: 'start',
  usage: sandboxUsage.replaceAll('polyphony sandbox', 'polyphony start'),
  read: (args) => readSandboxFlags(args, String(pace)),
  act: (flags) =>
    host(flags, (sandbox) => {
      const write = (text: string) => void (flags.quiet || writePainted(text));
      write(opening(sandbox.url));
      const timeline = new Timeline(write, process.stdout.isTTY === true);
      sandbox.on('touch', (row) => timeline.touch(row));
      sandbox.on('event', (event, bus) => bus === 'polyphony' && timeline.event(event));
      play(sandbox, write).catch((error: unknown) => {
        complain(`polyphony start: the demo stopped: ${error instanceof Error ? error.message : error}\n`);
      });
    }),
});

/** Publishes what the cast's app would, by a real SDK client, at their own times. */
async function play(sandbox: Sandbox, write: (text: string) => void): Promise<void> {
  const { url } = sandbox;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new EventBridgeClient({ endpoint: url, region: 'us-east-1', credentials });
  const publish = async (events: readonly { type: string; detail: object }[]) => {
    const Entries = events.map(({ type, detail }) => ({
      EventBusName: 'polyphony',
      Source: 'demo.app',
      DetailType: type,
      Detail: JSON.stringify(detail),
    }));
    await client.send(new PutEventsCommand({ Entries }));
  };
  const start = sandbox.now();
  const reach = async (hours: number) => {
    while (sandbox.now() < start + hours * hourMs) await setTimeout(20, undefined, { ref: false });
  };
  for (const character of cast) await publish(introduction(character));
  // Who signs up before anybody knows them is held until then.
  await reach(1 / 60);
  await publish(cast.map(signUp));
  const complete = async ({ userId, completesAfterHours }: Character) => {
    if (completesAfterHours === undefined) return;
    await reach(completesAfterHours);
    await publish([{ type: 'onboarding.completed', detail: { userId } }]);
  };
  await Promise.all(cast.map(complete));
  await reach(4 * 24);
  write(closing(url));
}

const opening = (url: string) => `
Polyphony: the stack that \`cdk deploy\` would create runs here, from its own template. A day takes ten seconds.
Three people sign up: Ada in Berlin, Grace in New York, where it is night, and Kenji in Tokyo.

  AWS       ${awsSettings(url)}
  outbox    ${url}/_polyphony/outbox      what the providers accepted
  meter     ${url}/_polyphony/meter       what it would have cost
  report    ${url}/_api/report            what really moved people; few are hidden, and these are three
  the rest  ${url}/_polyphony/describe    every name and address

`;

const closing = (url: string) => `
That was their welcome. The sandbox runs on; sign somebody up yourself, with any SDK or the aws command line:

  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=us-east-1
  aws --endpoint-url ${url} events put-events --entries file://docs/examples/sign-up.json

Ctrl-C ends it.

`;
