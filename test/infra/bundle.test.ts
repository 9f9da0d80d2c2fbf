import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleLambdas } from '../../lib/infra/bundle.ts';
import { allVerbs as verbs } from '../../lib/infra/verbs.ts';

const root = join(import.meta.dirname, '..', '..');
const outDir = mkdtempSync(join(tmpdir(), 'lambdas-'));
const metafiles = await bundleLambdas({ root, verbs, outDir });

/** Clients of the services that carry messages. */
const sdks = ['sesv2', 'pinpoint', 'pinpoint-sms-voice-v2', 'sns', 'socialmessaging'];
const sending = new RegExp(`client-(?:${sdks.join('|')})/`);

it.each(verbs)('%s carries no CDK, nothing of the sandbox, no compiler of content and no other function', (verb) => {
  const inputs = Object.keys(metafiles[verb]?.inputs ?? {});
  expect(inputs).toContain(`lambdas/${verb}/handler.ts`);
  const foreign = new RegExp(
    `aws-cdk-lib|node_modules/(?:constructs|mjml|marked)|^lib/(?:infra|sandbox|cli|content/markdown)/|^lambdas/(?!${verb}/)[^/]+/`,
  );
  expect(inputs.filter((path) => foreign.test(path))).toEqual([]);
});

it.each(verbs)('%s ships code and content, and nothing else', (verb) => {
  const files = readdirSync(join(outDir, verb));
  expect(files).toContain('index.mjs');
  expect(files.filter((file) => !/\.mjs$|^(?:layouts|welcome|win-back|launch)-\w+\.json$/.test(file))).toEqual([]);
});

it('loads the SDK of a channel when a message goes that way, not before', () => {
  const outputs = Object.entries(metafiles.touch?.outputs ?? {});
  const of = (output: string) => Object.keys(metafiles.touch?.outputs[output]?.inputs ?? {});
  // What the entry imports statically, all the way down.
  const loaded = new Set<string>();
  const load = (output: string) => {
    if (loaded.has(output)) return;
    loaded.add(output);
    for (const { path, kind } of metafiles.touch?.outputs[output]?.imports ?? [])
      if (kind === 'import-statement') load(path);
  };
  for (const [output, { entryPoint }] of outputs) if (entryPoint === 'lambdas/touch/handler.ts') load(output);
  const inputs = [...loaded].flatMap(of);
  expect(inputs.length).toBeGreaterThan(10);
  expect(inputs.filter((path) => sending.test(path))).toEqual([]);
  expect(inputs.filter((path) => /^lib\/channels\/|node_modules\/jose\//.test(path))).toEqual([]);
  const everything = outputs.flatMap(([output]) => of(output));
  for (const sdk of sdks) expect(everything.some((path) => path.includes(`/client-${sdk}/`))).toBe(true);
  for (const lazily of ['sms/twilio', 'whatsapp/twilio', 'push/fcm', 'push/pinpoint', 'email/ses']) {
    expect(everything).toContain(`lib/channels/${lazily}.ts`);
  }
});

// Touch speaks to people, ask to approvers, by email alone.
it.each(verbs.filter((verb) => verb !== 'touch' && verb !== 'ask'))('%s carries no SDK that sends', (verb) => {
  expect(Object.keys(metafiles[verb]?.inputs ?? {}).filter((path) => sending.test(path))).toEqual([]);
});
