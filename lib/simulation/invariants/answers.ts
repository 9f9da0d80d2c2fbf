import type { Invariant } from './history.ts';

export const answers: Invariant = {
  finds: ['answered-twice'],
  holds: 'STOP is answered at most once.',
  *check({ acceptances, run }) {
    const replies = acceptances.filter(({ touchId }) => touchId === null);
    for (const to of new Set(replies.map((each) => each.to))) {
      const texts = run.world.facts.flatMap((fact) => (fact.does === 'text' && fact.from === to ? [fact.id] : []));
      const asked = new Set(texts).size;
      const got = replies.filter((each) => each.to === to);
      const late = got[asked];
      if (late)
        yield { invariant: 'answered-twice', person: to, at: late.at, what: `${got.length} answers to ${asked} texts` };
    }
  },
};
