import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';

const command = new URL('../../bin/polyphony.js', import.meta.url).pathname;

/** The command, as a process of its own. */
export const start = (args: string[]) => spawn(process.execPath, [command, ...args], { stdio: 'pipe' });

/** Runs it to its end. */
export async function polyphony(args: string[], input: string | Iterable<string> = '') {
  const child = start(args);
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
    });
  }
  child.stdin.on('error', () => {});
  Readable.from(typeof input === 'string' ? [input] : input).pipe(child.stdin);
  const [code] = await once(child, 'close');
  return { code, ...out, lines: out.stdout.split('\n').slice(0, -1) };
}

/** What a rule answers to these lines. */
export async function evaluate(rule: string, ...lines: unknown[]) {
  const { code, lines: answers } = await polyphony(
    ['evaluate', rule],
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
  return { code, answers: answers.map((line) => JSON.parse(line)) };
}
