import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleLambdas } from '../../lib/infra/bundle.ts';
import { addStacks, newApp } from '../../lib/infra/polyphony-app.ts';
import { allVerbs } from '../../lib/infra/verbs.ts';
import { type Sandbox, startSandbox } from '../../lib/sandbox/index.ts';
import stages from '../../polyphony.config.ts';
import { compileJourney } from '../../statemachines/compile/index.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { program } from '../../statemachines/program.ts';
import { Client, signUp } from './client.ts';

const root = join(import.meta.dirname, '..', '..');
const forward = {
  amplitude: { secret: 'acme/amplitude' },
  mixpanel: { projectId: '4711', secret: 'acme/mixpanel' },
  ga4: { measurementId: 'G-ABCD1234', secret: 'acme/ga4' },
  webhook: { url: 'https://example.com/hooks', secret: 'acme/webhook' },
};

interface Row {
  readonly service: string;
  readonly name: string;
  readonly userId: string;
  readonly times: number;
}

let folder: string;
let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
  mkdirSync(join(root, '.build'), { recursive: true });
  folder = mkdtempSync(join(root, '.build', 'forwarding-'));
  await bundleLambdas({ root, verbs: allVerbs, outDir: folder });
  const app = newApp({ outdir: join(folder, 'assembly') });
  addStacks(app, {
    stage: 'default',
    stages: { default: { ...stages.default, forward } },
    journeys: journeys.map((journey) => compileJourney(journey, program)),
    providers: program.providers,
    bundles: folder,
  });
  app.synth();
  sandbox = await startSandbox({ assembly: join(folder, 'assembly'), port: 0, clock: 'manual' });
  client = new Client(sandbox.url);
}, 240_000);
afterAll(async () => {
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

const told = async (service: string, userId: string) =>
  (await client.control<readonly Row[]>('forwarded')).filter((row) => row.service === service && row.userId === userId);

it('tells every service of each touch and run, once after they were announced again', async () => {
  await client.introduce('ada');
  await client.publish(signUp('ada'));
  await client.advance('P1DT1H');
  const sent = await client.outbox('?userId=ada');
  expect(sent.length).toBeGreaterThan(0);
  for (const service of Object.keys(forward)) {
    const rows = await told(service, 'ada');
    const names = rows.map(({ name }) => name.replace('_', '.'));
    expect(names).toContain('run.started');
    expect(names.filter((name) => name === 'touch.sent')).toHaveLength(sent.length);
  }
  for (const { touchId, step, channel, provider } of sent) {
    const detail = {
      userId: 'ada',
      touchId,
      run: 'r',
      journey: 'welcome',
      step,
      channel,
      provider,
      group: 'treatment',
    };
    await client.publish({ type: 'touch.sent', detail, source: 'polyphony' });
  }
  await client.settle();
  const again = await told('ga4', 'ada');
  expect(again.filter(({ name }) => name === 'touch_sent').map(({ times }) => times)).toEqual(sent.map(() => 1));
  expect((await told('mixpanel', 'ada')).filter(({ name }) => name === 'touch.sent')).toHaveLength(sent.length);
  expect(await client.deadLetters()).toEqual([]);
});

it('tells nobody of a person who opted out of sharing', async () => {
  await client.introduce('bob', { traits: { doNotSell: true } });
  await client.publish(signUp('bob'));
  await client.advance('P1D');
  expect((await client.outbox('?userId=bob')).length).toBeGreaterThan(0);
  expect(await client.control('forwarded')).not.toContainEqual(expect.objectContaining({ userId: 'bob' }));
});
