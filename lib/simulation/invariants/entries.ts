import { deployment } from '../deployment.ts';
import type { Invariant } from './history.ts';

export const entries: Invariant = {
  finds: ['entered-again'],
  holds: 'A journey that lets people in once, or again after a while, has no second run before that.',
  *check(history) {
    for (const user of history.users) {
      for (const { name, rules } of deployment().journeys) {
        if (!('again' in rules.enter)) continue;
        const { again } = rules.enter;
        const gap = again.kind === 'once' ? Number.POSITIVE_INFINITY : again.kind === 'after' ? again.ms : 0;
        const runs = [...history.runsOf(user).values()].filter(({ run }) => run.journey === name);
        for (const [index, { run, from }] of runs.entries()) {
          const before = runs[index - 1];
          if (!before || run.at - before.run.at >= gap) continue;
          // Whoever was erased in between is new.
          if (
            history
              .writesOf(user)
              .some(({ sk, after, at }) => sk === 'LEDGER' && !after && at > before.from && at <= from)
          )
            continue;
          yield { invariant: 'entered-again', person: user, at: from, what: `${name} entered a second time` };
        }
      }
    }
  },
};
