import { SimulationError } from './simulation-error.ts';

/** How long a simulation may stand still, in real milliseconds: something waits for what never comes. */
const stillMs = 30_000;

// As they are before a simulation takes their place.
const realSetImmediate = globalThis.setImmediate;
const [realSetTimeout, realClearTimeout] = [globalThis.setTimeout, globalThis.clearTimeout];

/** Lets everything that is to be done now be done. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => realSetImmediate(resolve));

/** Microtasks alone settle nearly every wait, so a timer is set only where they do not. */
export async function orStandstill(stopped: Promise<void>, key: string): Promise<void> {
  let over = false;
  const settled = stopped.then(() => {
    over = true;
  });
  for (let turn = 0; turn < 64 && !over; turn += 1) await null;
  if (over) return;
  let timer: NodeJS.Timeout | undefined;
  const standstill = new Promise<never>((_, reject) => {
    const error = new SimulationError(`${key}: it waits for what is not of this simulation and never comes`);
    timer = realSetTimeout(() => reject(error), stillMs);
  });
  try {
    await Promise.race([settled, standstill]);
  } finally {
    realClearTimeout(timer);
  }
}
