import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compileJourney } from '../../statemachines/compile/index.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { previewPage } from '../../statemachines/preview/page.ts';
import { program } from '../../statemachines/program.ts';
import { command, type Read, Refused } from './command.ts';
import { escaped, write, writeDocument } from './output.ts';

const usage = `Usage: polyphony preview <journey> [--out <file>]

Every message of a journey, in every language, on one HTML page: inbox, lock screen and chat as people see them, with
segments and sizes, and what is not translated marked.

  --out <file>            where to (default .build/preview-<journey>.html; - for standard output)
  --help

Journeys: ${journeys.map(({ name }) => name).join(', ')}
`;

/** `polyphony preview <journey>`. Exit code 1 when the journey does not compile. */
export const run = command({
  name: 'preview',
  usage,
  read,
  async act({ journey, out }) {
    try {
      compileJourney(journey, program);
    } catch (error) {
      throw new Refused(error instanceof Error ? error.message : String(error));
    }
    const page = previewPage(journey, program);
    if (out === '-') {
      writeDocument(page);
      return 0;
    }
    const file = resolve(out);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, page);
    write(`${escaped(file)}\n`);
    return 0;
  },
});

function read(args: string[]): Read<{ readonly journey: (typeof journeys)[number]; readonly out: string }> {
  const { values, positionals } = parseArgs({
    args,
    options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) return 'help';
  const [name, ...more] = positionals;
  if (name === undefined) return { wrong: 'name a journey' };
  if (more.length > 0) return { wrong: `one journey at a time; ${JSON.stringify(more[0])} is one too many` };
  const journey = journeys.find((each) => each.name === name);
  if (!journey) return { wrong: `no journey ${JSON.stringify(name)}` };
  const root = join(import.meta.dirname, '..', '..');
  return { journey, out: values.out ?? join(root, '.build', `preview-${name}.html`) };
}
