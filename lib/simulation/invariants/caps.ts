import { program } from '../../../statemachines/program.ts';
import { deployment } from '../deployment.ts';
import type { Acceptance } from '../providers/acceptances.ts';
import { type History, type Invariant, inFlightMs } from './history.ts';

interface Spoken {
  readonly at: number;
  readonly channel: string;
  readonly journey: string;
}

export const caps: Invariant = {
  finds: ['cap'],
  holds: 'No more marketing messages are accepted within a period than the caps of the program and the journey allow.',
  *check(history) {
    for (const user of history.users) {
      for (const spoken of betweenErasures(user, history)) {
        const all = program.caps.map((cap) => ({ cap, list: spoken }));
        const own = deployment().journeys.flatMap(({ rules }) =>
          rules.caps.map((cap) => ({ cap, list: spoken.filter(({ journey }) => journey === rules.name) })),
        );
        for (const { cap, list } of [...all, ...own]) {
          const counted = list.filter(({ channel }) => cap.channel === undefined || cap.channel === channel);
          const over = counted.find((each, index) => {
            const first = counted[index - cap.max];
            return first && each.at - first.at < cap.perMs - inFlightMs;
          });
          if (!over) continue;
          const what = `more than ${cap.max} within ${cap.perMs / 3_600_000} h${cap.channel ? ` by ${cap.channel}` : ''}`;
          yield { invariant: 'cap', person: user, at: over.at, what };
        }
      }
    }
  },
};

/** What a person got, in order; an erasure forgets what was before it. */
function betweenErasures(user: string, history: History): Spoken[][] {
  const seen = new Set<string>();
  const spoken = history.acceptances.flatMap((acceptance) => {
    const { touchId, run, channel } = acceptance;
    if (acceptance.user !== user || touchId === null || seen.has(touchId)) return [];
    seen.add(touchId);
    const journey = history.runsOf(user).get(run ?? '')?.run.journey ?? '';
    return [{ at: claimedAt(acceptance), channel, journey }];
  });
  spoken.sort((one, other) => one.at - other.at);
  const ends = history.writesOf(user).filter(({ sk, after }) => sk === 'LEDGER' && !after);
  return [...ends, { at: Number.POSITIVE_INFINITY }].map(({ at }, index) => {
    const from = ends[index - 1]?.at ?? 0;
    return spoken.filter((each) => each.at > from + inFlightMs && each.at <= at);
  });
}

/** When it was decided, where it says so: a message that waited in doubt counts from then. */
function claimedAt({ at, request, channel }: Acceptance): number {
  const said = channel === 'inapp' ? (request as { at?: unknown }).at : undefined;
  return typeof said === 'string' ? Date.parse(said) : at;
}
