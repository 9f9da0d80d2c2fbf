import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from './checks.ts';
import { add, lastLine, none, type Tally, talliesOf } from './tally.ts';

const root = join(import.meta.dirname, '..');
const results = join(root, '.build', 'test-results.json');

/** Every check and every test, then one line that sums up: `N passed, N failed`. */
async function main(): Promise<void> {
  let total: Tally = none;
  for (const { name, command } of checks) {
    const code = await run(command);
    console.log(`${code === 0 ? '✓' : '✗'} ${name}`);
    total = add(total, code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 });
  }
  rmSync(results, { force: true });
  const code = await run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`]);
  total = add(total, talliesOf(readResults(), code));
  console.log(lastLine(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function readResults(): unknown {
  try {
    return JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    // The runner itself broke; its exit code says so.
    return null;
  }
}

/** npm puts the packages' own commands, and Node 24 with them, first in PATH. */
function run([command = '', ...args]: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}; run it as \`npm test\``);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

await main();
