import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { command, type Read } from './command.ts';
import { type Evaluation, evaluations } from './evaluate/index.ts';
import { printableJson } from './output.ts';

const usage = `Usage: polyphony evaluate <rule> < lines.jsonl

The rules on their own: JSON lines in on stdin, one JSON line out for each, in order.
A bad line answers {"error": "…"}, and the exit code becomes 1.

${Object.entries(evaluations)
  .map(([name, { takes, gives }]) => `  ${name.padEnd(11)} ${takes}\n              → ${gives}`)
  .join('\n')}
`;

/** `polyphony evaluate <rule>`. Exit code 1 when a line was bad. */
export const run = command({
  name: 'evaluate',
  usage,
  read,
  act: ({ evaluation }) => answerLines(evaluation, process.stdin, process.stdout),
});

function read(args: string[]): Read<{ readonly evaluation: Evaluation }> {
  const options = { help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.help) return 'help';
  const [rule, ...more] = positionals;
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
export async function answerLines({ answer, parse }: Evaluation, input: Readable, output: Writable): Promise<number> {
  let bad = false;
  const answerTo = (line: string): string => {
    try {
      return `${printableJson(answer(parsed(line, parse)))}\n`;
    } catch (error) {
      bad = true;
      return `${printableJson({ error: error instanceof Error ? error.message : String(error) })}\n`;
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

function parsed(line: string, parse: (text: string) => unknown = JSON.parse): unknown {
  if (line.trim() === '') throw new Error('the line is empty; give one JSON object a line');
  try {
    return parse(line);
  } catch (error) {
    throw new Error(`the line is not JSON (${(error as Error).message}); give one JSON object a line`);
  }
}
