import type { Wake } from '../../lib/domain/journey-rules.ts';
import { type AgainAnswer, again } from '../../lib/engine/again.ts';
import { touch } from '../../lib/engine/touch.ts';
import { occasionOf } from '../occasion.ts';
import { onTask } from '../task.ts';
import { readAgain, readRequest } from './event.ts';
import { ports } from './ports.ts';

/** One step of one run, or one that was given up and is sent after all. `Hold` and `Over` are answers to the state machine, not failures. */
export const handler = onTask<Wake | AgainAnswer>(
  {
    answers: ['Hold', 'Over'],
    ids: ({ run, ...more }) => ({ run: (run as { id?: string } | undefined)?.id, step: more.step, again: more.again }),
  },
  (payload, context) => {
    const here = { ...ports, occasion: occasionOf(context) };
    const before = readAgain(payload);
    return before ? again(before, here) : touch(readRequest(payload), here);
  },
);
