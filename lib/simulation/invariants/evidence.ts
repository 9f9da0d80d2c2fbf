import type { Invariant } from './history.ts';

export const evidence: Invariant = {
  finds: ['consent-without-evidence'],
  holds: 'Every yes and every no that was taken is kept as evidence.',
  *check(history) {
    for (const user of history.users) {
      const erasures = history.erasures(user);
      for (const { fact, at, detail } of history.toldOf(user, 'consent.changed')) {
        const done = history.acknowledged(fact, 'identify');
        // What was said before an erasure is not kept.
        if (done === undefined || erasures.some((each) => each.at >= at)) continue;
        const kept = history
          .writesOf(user)
          .some(
            ({ sk, after }) =>
              after && sk.startsWith('CONSENT#') && sk.endsWith(`#${String(detail.channel)}#${fact.id}`),
          );
        if (!kept) {
          const what = `${String(detail.channel)} ${String(detail.status)}`;
          yield { invariant: 'consent-without-evidence', person: user, at: done, what };
        }
      }
    }
  },
};
