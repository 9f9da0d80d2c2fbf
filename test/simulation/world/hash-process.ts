import { runSeed } from '../../../lib/simulation/scenario/scenario.ts';

for (const seed of process.argv.slice(2).map(Number)) {
  const { world } = await runSeed(seed);
  process.stdout.write(`${world.scheduler.traceHash()}\n`);
}
