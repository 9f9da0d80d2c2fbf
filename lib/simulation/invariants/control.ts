import type { Invariant } from './history.ts';

export const control: Invariant = {
  finds: ['control'],
  holds: 'Nobody in a control group is written to by that journey.',
  *check(history) {
    for (const { user, run, at, step } of history.acceptances) {
      const known = history.runsOf(user ?? '').get(run ?? '');
      if (known?.run.group === 'control') {
        yield { invariant: 'control', person: user ?? '', at, what: `${step} of ${known.run.journey}` };
      }
    }
  },
};
