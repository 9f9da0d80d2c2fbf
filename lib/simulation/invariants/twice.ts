import type { Invariant } from './history.ts';

export const twice: Invariant = {
  finds: ['twice'],
  holds: 'A marketing message reaches a device at most once.',
  *check({ acceptances }) {
    const seen = new Map<string, number>();
    for (const { touchId, to, at, user, step } of acceptances) {
      const key = `${touchId} ${to}`;
      if (touchId !== null && seen.has(key)) {
        yield { invariant: 'twice', person: user ?? '', at, what: `${step} was accepted again for ${to}` };
      }
      seen.set(key, at);
    }
  },
};
