import { readFileSync } from 'node:fs';
import { violationsOf } from '../invariants/all.ts';
import { runSeed } from '../scenario/scenario.ts';

/** `baseline N` tells what the first N seeds break; `find N FILE class…` the first seed that breaks more of these. */
const [what, count = '0', file = '', ...shows] = process.argv.slice(2);

const brokenBy = async (seed: number) =>
  violationsOf(await runSeed(seed)).map(({ invariant, person }) => `${seed} ${invariant} ${person}`);

if (what === 'baseline') {
  const broken: string[] = [];
  for (let seed = 1; seed <= Number(count); seed += 1) broken.push(...(await brokenBy(seed)));
  process.stdout.write(JSON.stringify(broken));
} else {
  const before = new Set(JSON.parse(readFileSync(file, 'utf8')) as string[]);
  process.stdout.write(await find(before));
}

async function find(before: ReadonlySet<string>): Promise<string> {
  for (let seed = 1; seed <= Number(count); seed += 1) {
    const news = (await brokenBy(seed)).find((each) => !before.has(each) && shows.includes(each.split(' ')[1] ?? ''));
    if (news !== undefined) return `found as ${news.split(' ')[1]} by seed ${seed}`;
  }
  return `not found by ${count} seeds`;
}
