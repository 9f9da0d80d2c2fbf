import { attribute, type Path } from '../lib/domain/attribution.ts';
import { median, type Row } from './row.ts';

const distinct = 10_000;
const channels = 10;
const turns = 7;
/** Lambda gives a function of 512 MB this part of a core: 512 of 1,769. */
const coreAt512 = 512 / 1769;

/** Markov and Shapley over more paths and channels than a journey has, on one core. */
export function attributionRows(): Row[] {
  const paths = manyPaths();
  return (['markov', 'shapley'] as const).map((model) => ({
    what: `${model}, ${distinct.toLocaleString('en-US')} paths of ${channels} channels`,
    ours: millisecondsOf(() => attribute({ model, paths })),
    beside: 1000 * coreAt512,
    unit: 'ms',
    besideWhat: 'a second at 512 MB, in time of a whole core',
    target: { atMost: 1 },
  }));
}

function millisecondsOf(work: () => unknown): number {
  const took = Array.from({ length: turns }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return median(took);
}

/** All different: the channels of path n are n's own digits, and some of the next number's. */
function manyPaths(): Path[] {
  return Array.from({ length: distinct }, (_, n) => {
    const digits = `${String(n).padStart(4, '0')}${n % 7}`;
    return { path: [...digits].map((digit) => `channel-${digit}`), conversions: n % 5, nulls: n % 31 };
  });
}
