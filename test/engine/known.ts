import type { Tally } from '../../lib/domain/tally.ts';
import { Surroundings } from './surroundings.ts';

/** A world in which everybody may write to Ada. */
export async function known(change: (world: Surroundings) => void = () => {}): Promise<Surroundings> {
  const world = new Surroundings();
  world.know('ada');
  change(world);
  return world;
}

/** All that was counted, by what it is about and its name. */
export const sums = (tallied: readonly Pick<Tally, 'of' | 'add'>[]) => {
  const all: Record<string, number> = {};
  for (const { of, add } of tallied) {
    for (const [name, value] of Object.entries(add)) all[`${of} ${name}`] = (all[`${of} ${name}`] ?? 0) + value;
  }
  return all;
};
