import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('what the types of the language must refuse, they refuse, and nothing else', async () => {
  const tsc = promisify(execFile)(process.execPath, [
    'node_modules/typescript/bin/tsc',
    '--project',
    'test/statemachines/tsconfig.types.json',
  ]);

  await expect(tsc).resolves.toMatchObject({ stdout: '' });
});
