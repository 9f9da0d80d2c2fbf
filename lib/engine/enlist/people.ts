import { fromIso } from '../../domain/instant.ts';
import type { Cursor, Launch } from '../../domain/launch.ts';
import { type Entered, type EnterPorts, enter } from '../enter.ts';
import type { Occasion } from '../ports.ts';

/** What a page came to. */
export interface Page {
  /** People by what became of them. */
  readonly counts: Readonly<Record<string, number>>;
  /** How many may have taken a start of an execution. */
  readonly started: number;
  /** Where the next page begins; absent after the last. */
  readonly cursor?: Cursor;
}

export type Outcome = 'entered' | Extract<Entered, { entered: false }>['why'];

/** Entries under way at once: enough to hide the waiting for answers. */
const lanes = 16;
const attempts = 3;

/** Enters people side by side. @returns each with what became of them, in their order */
export async function enterAll<T extends { readonly user: string }>(
  launch: Launch,
  people: readonly T[],
  occasion: Occasion,
  ports: EnterPorts,
): Promise<(T & { readonly outcome: Outcome })[]> {
  const outcomes = new Map<T, Outcome>();
  const waiting = people.values();
  const lane = async () => {
    for (const person of waiting) outcomes.set(person, await enterOne(launch, person.user, occasion, ports));
  };
  await Promise.all(Array.from({ length: Math.min(lanes, people.length) }, lane));
  return people.map((person) => ({ ...person, outcome: outcomes.get(person) ?? 'known' }));
}

/** Tried again in this very invocation, which finds its own half-done work in the ledger and finishes it. */
async function enterOne(launch: Launch, user: string, occasion: Occasion, ports: EnterPorts): Promise<Outcome> {
  const entry = { journey: launch.journey, user, eventId: launch.id, at: fromIso(launch.at), detail: {}, launch };
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await enter(entry, occasion, ports);
      return answer.entered ? 'entered' : answer.why;
    } catch (error) {
      if (attempt >= attempts) throw error;
      await occasion.backOff(attempt);
    }
  }
}

/** How many had each outcome. */
export function countsOf(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
