import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ways } from '../sandbox/sender.ts';
import { shippedStack } from '../sandbox/stack.ts';

const root = join(import.meta.dirname, '..', '..');
const doc = readFileSync(join(root, 'docs', 'publish-events.md'), 'utf8');
const run = promisify(execFile);
const stack = shippedStack();
const heard: string[] = [];
// Inside the project, so that the example finds the SDK.
const folder = mkdtempSync(join(root, '.build', 'examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  stack.sandbox.on('event', ({ source, 'detail-type': type, detail }) => {
    if (source !== 'polyphony') heard.push(`${source} ${type} ${detail.userId}`);
  });
});
beforeEach(async () => {
  await stack.client.control('reset', {});
  heard.length = 0;
});

/** The first code block under a heading of level three. */
function example(heading: string): string {
  const section = doc.split(`\n### ${heading}\n`)[1]?.split('\n## ')[0]?.split('\n### ')[0] ?? '';
  const code = section.match(/```\w+\n([\s\S]*?)```/)?.[1];
  if (code === undefined) throw new Error(`docs/publish-events.md has no example under "${heading}"`);
  return code;
}

async function environment() {
  const { eventsApiKey, ingest } = await stack.client.control<Ways>('describe');
  return {
    ...process.env,
    AWS_ENDPOINT_URL: stack.sandbox.url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'us-east-1',
    EVENTS_URL: ingest.events,
    EVENTS_KEY: eventsApiKey,
  };
}

const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** Runs it with curl; on a machine without, sends what curl would: the same headers and the same body. */
async function curl(command: string, env: Record<string, string | undefined>): Promise<string> {
  if (hasCurl) return (await run('sh', ['-ec', command], { env })).stdout;
  const filled = command.replace(/\$\{(\w+):-[^}]*\}|\$(\w+)/g, (_, one, other) => env[one ?? other] ?? '');
  const headers = [...filled.matchAll(/-H (['"])([\w-]+): (.*?)\1/g)].map(([, , name = '', value = '']) => [
    name,
    value,
  ]);
  const url = filled.match(/"(http[^"]+)"/)?.[1] ?? '';
  const body = filled.match(/-d '([^']*)'/)?.[1] ?? '';
  return (await fetch(url, { method: 'POST', headers: Object.fromEntries(headers), body })).text();
}

describe('the examples of docs/publish-events.md', () => {
  it('TypeScript', async () => {
    const file = join(folder, 'sign-up.ts');
    writeFileSync(file, example('TypeScript'));
    await run(process.execPath, [file], { env: await environment() });
    expect(heard).toEqual(['my.app user.signed_up you']);
  });

  it('curl, signing', async () => {
    const answer = await curl(example('curl, signing'), await environment());
    expect(JSON.parse(answer)).toMatchObject({ FailedEntryCount: 0 });
    expect(heard).toEqual(['my.app user.signed_up you']);
  });

  it('curl, with a key', async () => {
    const answer = await curl(example('curl, with a key'), await environment());
    expect(JSON.parse(answer)).toEqual({ accepted: 2 });
    expect(heard).toEqual(['events-api profile.updated you', 'events-api user.signed_up you']);
  });

  it('name schemas that are there', () => {
    expect(JSON.parse(readFileSync(join(root, 'docs', 'schemas', 'user.signed_up.json'), 'utf8'))).toMatchObject({
      title: 'user.signed_up',
    });
  });
});
