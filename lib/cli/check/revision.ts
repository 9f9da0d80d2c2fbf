import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PinnedDefinition } from '../../domain/in-flight.ts';
import type { Before } from './deployed.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');
const largest = 256 * 1024 * 1024;

/** Compiles with the code of that revision, whatever its compiler was. */
const script = `
import { compileJourney } from './statemachines/compile/index.ts';
import { journeys } from './statemachines/journeys/index.ts';
import { program } from './statemachines/program.ts';
console.log(JSON.stringify(journeys.map((each) => [each.name, compileJourney(each, program).definition])));
`;

/**
 * The journeys as a git revision has them.
 *
 * @throws Error for a revision that there is not, or whose journeys do not compile
 */
export async function journeysAt(revision: string): Promise<Before> {
  if (revision.startsWith('-')) {
    throw new Error(`revision ${JSON.stringify(revision)} would be an option of git; name a commit, a branch or a tag`);
  }
  const place = await mkdtemp(join(tmpdir(), 'polyphony-check-'));
  try {
    const archive = join(place, 'revision.tar');
    await run('git', ['-C', root, 'archive', '--output', archive, revision]);
    const tree = join(place, 'tree');
    await mkdir(tree);
    await run('tar', ['-xf', archive, '-C', tree]);
    await symlink(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction');
    await writeFile(join(tree, 'compile-journeys.ts'), script);
    const { stdout } = await run(process.execPath, ['compile-journeys.ts'], { cwd: tree, maxBuffer: largest });
    return { definitions: new Map(JSON.parse(stdout) as [string, PinnedDefinition][]), inside: new Map() };
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const reason =
      (stderr ?? message)
        .trim()
        .split('\n')
        .find((line) => /error|fatal/i.test(line)) ?? message;
    throw new Error(`revision ${JSON.stringify(revision)}: ${reason.trim()}; name a commit, a branch or a tag`);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
