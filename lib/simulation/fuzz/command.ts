import { parseArgs } from 'node:util';
import type { Scenario } from '../scenario/scenario.ts';
import { commitOf, fuzz, shrinkAll } from './seeds.ts';
import { story, violationIn } from './words.ts';
import type { Broken } from './worker.ts';

const help = `Usage: npm run fuzz -- [--seeds N] [--seed S] [--json] | --planted

Runs the deployed functions in a simulated world in which things go wrong, and checks what must always hold.

  --seeds N   how many seeds (default 200)
  --seed S    the first of them (default 1)
  --json      prints the shortened scenarios as JSON, as test/fuzz/corpus.json keeps them
  --planted   plants faults in copies of the source and shows that they are found

Exit 0: nothing is broken; 1: something is; 2: wrong usage. The last line is \`N seeds, N violations\`.
`;

/** Seeds named in the output for one class of violation. */
const named = 12;

/** @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  if (options.planted) {
    const { planted } = await import('./planted.ts');
    return planted(options.seeds);
  }
  const { seeds, broken, sights } = await fuzz(options.seed, options.seeds, () => undefined);
  const classes = byClass(broken);
  const first = [...classes].map(([invariant, [one]]) => ({ invariant, broken: one as Broken }));
  const shortened = await shrinkAll(first.map(({ invariant, broken: { scenario } }) => ({ scenario, invariant })));
  first.forEach(({ invariant, broken: { seed, options: drawn, violations } }, index) => {
    const list = classes.get(invariant) ?? [];
    const lines = violations.filter((violation) => violation.invariant === invariant).map(violationIn);
    const scenario = shortened[index];
    print(
      `\n${invariant}: ${list.length} of ${seeds} seeds: ${list
        .slice(0, named)
        .map((each) => each.seed)
        .join(', ')}${list.length > named ? ', …' : ''}`,
    );
    print(`  seed ${seed}, commit ${commitOf()}, drawn: ${drawn}`);
    for (const line of lines.slice(0, 3)) print(`  ${line}`);
    if (scenario) for (const line of story(scenario)) print(`    ${line}`);
  });
  if (options.json) print(JSON.stringify(corpusOf(first, shortened), null, 1));
  const rare = [...sights].sort().map(([sight, times]) => `${sight} ${times}`);
  print(`\nseen: ${rare.join(', ')}`);
  const violations = broken.reduce(
    (sum, each) => sum + new Set(each.violations.map(({ invariant }) => invariant)).size,
    0,
  );
  print(`${seeds} seeds, ${violations} violations`);
  return violations > 0 ? 1 : 0;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

function byClass(broken: readonly Broken[]): Map<string, Broken[]> {
  const classes = new Map<string, Broken[]>();
  for (const each of broken) {
    for (const invariant of new Set(each.violations.map((violation) => violation.invariant))) {
      classes.set(invariant, [...(classes.get(invariant) ?? []), each]);
    }
  }
  return classes;
}

/** As the corpus keeps them. */
const corpusOf = (
  first: readonly { readonly invariant: string; readonly broken: Broken }[],
  shortened: readonly Scenario[],
) =>
  first.flatMap(({ invariant, broken }, index) => {
    const scenario = shortened[index];
    return scenario
      ? [{ name: invariant, shows: invariant, found: { seed: broken.seed, commit: commitOf() }, scenario }]
      : [];
  });

function optionsOf(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string', default: '200' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        planted: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [seeds, seed] = [Number(values.seeds), Number(values.seed)];
    if (!Number.isInteger(seeds) || seeds < 1) return `--seeds ${values.seeds}: must be a whole number from 1`;
    if (!Number.isInteger(seed) || seed < 0) return `--seed ${values.seed}: must be a whole number from 0`;
    return { ...values, seeds, seed };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${help}`;
  }
}
