import { describe, expect, it } from 'vitest';
import { breaches } from './check.ts';
import { ambientBreaches, fileBreaches, idleTests, importBreaches, maxLines } from './source-tree.ts';

const file = (path: string, text: string) => [{ path, text }];

describe('this checkout', () => {
  it('keeps to its rooms, names and lengths', () => {
    expect(breaches()).toEqual([]);
  });
});

describe('imports', () => {
  it.each([
    ['lib/domain/cap.ts', '../engine/touch.ts'],
    ['lib/domain/cap.ts', '../../statemachines/program.ts'],
    ['lib/domain/cap.ts', '@aws-sdk/client-dynamodb'],
    ['lib/domain/cap.ts', 'node:fs'],
    ['lib/engine/touch.ts', '../store/people.ts'],
    ['lib/engine/touch.ts', '@aws-sdk/client-sesv2'],
    ['lib/store/people.ts', '../engine/touch.ts'],
    ['lib/channels/email/ses.ts', '../../content/render.ts'],
    ['lib/content/render.ts', '../channels/email/ses.ts'],
    ['lib/infra/bundle.ts', '../sandbox/start.ts'],
    ['lib/infra/bundle.ts', '../../lambdas/touch/handler.ts'],
    ['lib/sandbox/start.ts', '../infra/bundle.ts'],
    ['lib/sandbox/start.ts', '../engine/touch.ts'],
    ['lib/sandbox/start.ts', 'aws-cdk-lib'],
    ['lib/cli/start.ts', '../engine/touch.ts'],
    ['lambdas/touch/handler.ts', '../enter/event.ts'],
    ['lambdas/touch/handler.ts', '../../lib/infra/names.ts'],
    ['lambdas/touch/handler.ts', '../../lib/sandbox/clock.ts'],
    ['lambdas/touch/handler.ts', 'aws-cdk-lib/aws-lambda'],
    ['lambdas/pipeline.ts', './touch/handler.ts'],
    ['statemachines/journey.ts', '../lib/engine/touch.ts'],
    ['statemachines/compile/index.ts', '../../lib/store/people.ts'],
    ['statemachines/compile/index.ts', '../journeys/index.ts'],
    ['statemachines/journeys/welcome/journey.ts', '../../compile/index.ts'],
    ['bin/app.ts', '../lib/engine/touch.ts'],
    ['lib/elsewhere/thing.ts', '../domain/cap.ts'],
    ['bench/bundle.ts', 'aws-cdk-lib'],
    ['lib/cli/start.ts', '../../bench/row.ts'],
  ])('%s may not import %s', (path, to) => {
    expect(importBreaches(file(path, `import { x } from '${to}';`))).toHaveLength(1);
  });

  it.each([
    ['lib/engine/touch/record.ts', '../../domain/cap.ts'],
    ['lib/domain/token.ts', 'jose'],
    ['lib/cli/start.ts', '../infra/ensure-assembly.ts'],
    ['lambdas/touch/handler.ts', './event.ts'],
    ['lambdas/touch/handler.ts', '../pipeline.ts'],
    ['lambdas/touch/handler.ts', '../../statemachines/registry.ts'],
    ['lib/infra/bundle.ts', 'aws-cdk-lib/aws-lambda'],
    ['bench/bundle.ts', '../lib/infra/bundle.ts'],
  ])('%s may import %s', (path, to) => {
    expect(importBreaches(file(path, `import { x } from '${to}';`))).toEqual([]);
  });

  it.each([
    "import type { X } from '../engine/touch.ts';",
    "export * from '../engine/touch.ts';",
    "export type { X } from '../engine/touch.ts';",
    "import '../engine/touch.ts';",
    "const x = await import('../engine/touch.ts');",
  ])('sees %s', (text) => {
    expect(importBreaches(file('lib/domain/cap.ts', text))).toEqual([
      'lib/domain/cap.ts imports lib/engine/touch.ts: lib/domain may import only itself',
    ]);
  });
});

describe('files', () => {
  it.each([
    'lib/utils/date.ts',
    'lib/domain/helpers.ts',
    'lib/store/types.ts',
    'lib/common/a.ts',
    'lib/domain/runId.ts',
  ])('no %s', (path) => {
    expect(fileBreaches(file(path, ''))).toHaveLength(1);
  });

  it('has a ceiling on length, a lower one for handlers', () => {
    expect(fileBreaches(file('lib/domain/cap.ts', '\n'.repeat(maxLines)))).toEqual([]);
    expect(fileBreaches(file('lib/domain/cap.ts', '\n'.repeat(maxLines + 1)))).toHaveLength(1);
    expect(fileBreaches(file('lambdas/touch/handler.ts', '\n'.repeat(61)))).toHaveLength(1);
  });

  it('leaves no test out', () => {
    const left = ['skip', 'todo', 'skipIf'].map((how) => `it.${how}('x')`);
    expect(left.flatMap((text) => idleTests(file('test/a.test.ts', text)))).toHaveLength(left.length);
  });
});

describe('real time, chance and timers', () => {
  it.each(['Date.now()', 'new Date()', 'Math.random()', 'setTimeout(done, 5)', 'crypto.randomUUID()'])(
    'are refused in rooms that are simulated: %s',
    (code) => {
      expect(ambientBreaches(file('lib/engine/touch.ts', `const x = ${code};`))).toHaveLength(1);
      expect(ambientBreaches(file('lib/store/ambient.ts', `const x = ${code};`))).toEqual([]);
      expect(ambientBreaches(file('lib/sandbox/clock.ts', `const x = ${code};`))).toEqual([]);
    },
  );

  it('are not seen in a date that is given', () => {
    expect(ambientBreaches(file('lib/domain/instant.ts', 'new Date(at).toISOString(); now(); random();'))).toEqual([]);
  });
});
