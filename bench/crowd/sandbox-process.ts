import { keepHeapsSmall, startSandbox } from '../../lib/sandbox/index.ts';
import { peakMemory } from './child.ts';

// The sandbox alone in a process: says where it is, answers how much memory it took, ends when nobody listens.

process.env.TZ = 'UTC';
keepHeapsSmall();
const sandbox = await startSandbox({ assembly: process.argv[2] ?? '', port: 0, clock: 'manual' });
process.send?.({ url: sandbox.url });
process.on('message', () => process.send?.({ peak: peakMemory() }));
process.once('disconnect', () => void sandbox.close());
