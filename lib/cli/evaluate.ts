import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { type Evaluation, evaluations } from './evaluate/index.ts';

const usage = `Usage: polyphony evaluate <rule> < lines.jsonl

The rules on their own: JSON lines in on stdin, one JSON line out for each, in order.
A bad line answers {"error": "…"}, and the exit code becomes 1.

${Object.entries(evaluations)
  .map(([name, { takes, gives }]) => `  ${name.padEnd(11)} ${takes}\n              → ${gives}`)
  .join('\n')}
`;

/** `polyphony evaluate <rule>`. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const asked = read(args);
  if ('help' in asked) {
    process.stdout.write(usage);
    return 0;
  }
  if ('wrong' in asked) {
    process.stderr.write(`polyphony evaluate: ${asked.wrong}\n\n${usage}`);
    return 2;
  }
  return answerLines(asked.evaluation, process.stdin, process.stdout);
}

function read(args: string[]): { help: true } | { wrong: string } | { evaluation: Evaluation } {
  let parsed: { values: { help?: boolean | undefined }; positionals: string[] };
  try {
    parsed = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
  } catch (error) {
    return { wrong: (error as Error).message };
  }
  if (parsed.values.help) return { help: true };
  const [rule, ...more] = parsed.positionals;
  if (rule === undefined) return { wrong: 'name a rule' };
  if (more.length > 0) return { wrong: `one rule at a time; ${JSON.stringify(more[0])} is one too many` };
  const evaluation = Object.hasOwn(evaluations, rule) ? evaluations[rule] : undefined;
  return evaluation ? { evaluation } : { wrong: `no rule ${JSON.stringify(rule)}` };
}

/**
 * Answers each line as it comes, and reads no faster than its answers are taken.
 *
 * @param input UTF-8
 * @returns 0, or 1 when a line was bad
 */
export async function answerLines({ answer }: Evaluation, input: Readable, output: Writable): Promise<number> {
  let bad = false;
  const answerTo = (line: string): string => {
    try {
      return `${JSON.stringify(answer(parse(line)))}\n`;
    } catch (error) {
      bad = true;
      return `${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`;
    }
  };
  for await (const lines of linesOf(input)) {
    if (!output.write(lines.map(answerTo).join(''))) await once(output, 'drain');
  }
  return bad ? 1 : 0;
}

/** The lines of a stream, as many at a time as are there. Only a line feed ends one: JSON may hold other separators. */
async function* linesOf(input: Readable): AsyncGenerator<string[]> {
  input.setEncoding('utf8');
  let begun = '';
  for await (const chunk of input) {
    const lines = String(chunk).split('\n');
    lines[0] = begun + lines[0];
    begun = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
  if (begun !== '') yield [begun];
}

function parse(line: string): unknown {
  if (line.trim() === '') throw new Error('the line is empty; give one JSON object a line');
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Error(`the line is not JSON (${(error as Error).message}); give one JSON object a line`);
  }
}
