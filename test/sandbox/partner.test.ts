import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
import { identify, track } from '../domain/ingest/recorded.ts';
import { Client } from './client.ts';

const root = join(import.meta.dirname, '..', '..');
const partnerBus = 'aws.partner/segment.com/abc123';
const folder = mkdtempSync(join(tmpdir(), 'partner-'));
let sandbox: Sandbox;
let client: Client;

/** The shipped stack of somebody whose Segment publishes on a bus in their account. */
beforeAll(async () => {
  const bundles = join(folder, 'lambdas');
  await bundleLambdas({ root, verbs: allVerbs, outDir: bundles });
  const app = newApp({ outdir: join(folder, 'assembly'), builtinCloudFormationValidation: false });
  addStacks(app, {
    stage: 'default',
    stages: { default: { ...stages.default, segment: { partnerBus, webhook: false } } },
    journeys: journeys.map((journey) => compileJourney(journey, program)),
    providers: program.providers,
    bundles,
  });
  app.synth();
  sandbox = await startSandbox({ assembly: join(folder, 'assembly'), port: 0, clock: 'manual' });
  client = new Client(sandbox.url);
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(folder, { recursive: true });
});

const fromSegment = (call: { readonly type: string }) => ({
  type: call.type,
  detail: call,
  bus: partnerBus,
  source: partnerBus,
});

it('takes what Segment publishes on its own bus, once, and lets the rest pass by', async () => {
  const calls = [identify, track, { ...track, type: 'page' }, { ...track, type: 'group' }];
  for (let times = 0; times < 3; times += 1) await client.publish(...calls.map(fromSegment));
  await client.advance('P8D');
  expect((await client.outbox()).map(({ step, to }) => `${step} ${to}`)).toEqual([
    'hello token-of-adas-phone',
    'first-steps ada@example.com',
    `tips ${identify.userId}`,
  ]);
  const meter = await client.control<{ lambdaInvocations: Record<string, number> }>('meter');
  expect(meter.lambdaInvocations.ingest).toBe(6);
  expect(await client.deadLetters()).toEqual([]);
  // Without the webhook nobody can knock there.
  expect((await fetch(`${client.url}/_api/ingest/segment`, { method: 'POST', body: '{}' })).status).toBe(404);
  expect((await client.control<{ ingest: { segment: unknown } }>('describe')).ingest.segment).toBeNull();
});
