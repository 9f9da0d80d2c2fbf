import type { Invariant } from './history.ts';

export const doubt: Invariant = {
  finds: ['unknown-without-doubt'],
  holds: 'Where no doubt is possible, no outcome is unknown.',
  *check(history) {
    if (!history.run.calm) return;
    for (const user of history.users) {
      for (const { sk, after, at } of history.writesOf(user)) {
        if (sk.startsWith('TOUCH#') && after?.outcome === 'unknown') {
          yield {
            invariant: 'unknown-without-doubt',
            person: user,
            at,
            what: `${sk.split('#').at(-1)}: ${String(after.reason)}`,
          };
        }
      }
    }
  },
};
