import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';
import { startSandbox } from '../../lib/sandbox/index.ts';
import { Client } from './client.ts';
import type { Stack } from './stack.ts';

const root = join(import.meta.dirname, '..', '..');
const sources = [
  'bin',
  'docs/schemas',
  'lambdas',
  'lib',
  'statemachines',
  'polyphony.config.ts',
  'package.json',
  'tsconfig.json',
];

/**
 * The stack of a team that wrote some files otherwise: the checkout copied, these files in place of its own, synthesized
 * as they would, and run. For the tests of one file.
 *
 * @param files contents by path from the root
 */
export function overlaidStack(files: Readonly<Record<string, string>>): Stack {
  const stack: Partial<Stack> = {};
  const place = mkdtempSync(join(tmpdir(), 'overlaid-'));
  beforeAll(async () => {
    for (const source of sources) cpSync(join(root, source), join(place, source), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'), 'junction');
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(place, path)), { recursive: true });
      writeFileSync(join(place, path), content);
    }
    const assembly = join(place, 'assembly');
    const env = { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: '{}', CDK_VALIDATION: 'false' };
    await promisify(execFile)(process.execPath, [join(place, 'bin', 'app.ts')], { cwd: place, env });
    stack.sandbox = await startSandbox({ assembly, port: 0, clock: 'manual' });
    stack.client = new Client(stack.sandbox.url);
  });
  afterAll(async () => {
    await stack.sandbox?.close();
    rmSync(place, { recursive: true, force: true });
  });
  return stack as Stack;
}

/** A journey of one step in its own file, as an overlay. */
export function oneStep(
  name: string,
  {
    on,
    channel,
    purpose = 'marketing',
    more = '',
    step = '',
  }: { on: string; channel: string; purpose?: 'marketing' | 'transactional'; more?: string; step?: string },
): Record<string, string> {
  const said: Readonly<Record<string, string>> = {
    email: "{ channel: 'email', subject: 'News', preheader: 'Some', body: 'Here it is.' }",
    push: "{ channel: 'push', title: 'News', body: 'Here it is.' }",
    inapp: "{ channel: 'inapp', title: 'News', body: 'Here it is.' }",
    sms: "{ channel: 'sms', body: 'News' }",
    whatsapp:
      "{ channel: 'whatsapp', template: { name: 'news', contentSid: 'HX00000000000000000000000000000009', text: 'News', variables: {} } }",
  };
  return {
    [`statemachines/journeys/${name}/content/index.ts`]: `import { catalog, type Messages } from '../../../content.ts';
export default catalog({ default: 'en', messages: { news: ${said[channel]} } satisfies Messages });
`,
    [`statemachines/journeys/${name}/journey.ts`]: `import { journey } from '../../journey.ts';
import content from './content/index.ts';

export default journey(content, {
  name: '${name}',
  purpose: '${purpose}',
  ${purpose === 'marketing' ? "control: 0, topic: 'tips'," : ''}
  enter: { on: '${on}', again: 'always' },
  ${more}
  steps: [{ name: 'news', send: '${channel}', content: 'news'${step} }],
});
`,
  };
}

/** The list of journeys, these alone. */
export const onlyThese = (names: readonly string[]): Record<string, string> => ({
  'statemachines/journeys/index.ts': `import type { AnyJourney } from '../any-journey.ts';
${names.map((name, at) => `import j${at} from './${name}/journey.ts';`).join('\n')}

export const journeys: readonly AnyJourney[] = [${names.map((_, at) => `j${at}`).join(', ')}];
`,
});
