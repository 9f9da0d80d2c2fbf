import { main } from '../lib/simulation/fuzz/command.ts';

process.exitCode = await main(process.argv.slice(2));
