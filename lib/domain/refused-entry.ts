import { dayMs } from './duration.ts';
import type { JourneyRules } from './journey-rules.ts';

/** An event, or a launch, that would have entered a journey, had the journey's own terms allowed it. */
export interface RefusedEntry {
  readonly journey: string;
  /** Id of the event or the launch. */
  readonly event: string;
  /** When it occurred, epoch milliseconds. */
  readonly at: number;
  /**
   * Entered before; not long enough ago; its goal or an exit came first; it occurred longer ago than the journey takes; the
   * person's ledger has no room for another run; its version is not approved.
   */
  readonly why: 'once' | 'too-soon' | 'goal-first' | 'too-old' | 'ledger-full' | 'not-approved';
  /** When it was refused, epoch milliseconds; absent of those that were refused before this was kept. */
  readonly refusedAt?: number;
}

/** How old an entry of a marketing journey may be that does not say. */
export const defaultNotOlderThanMs = 3 * dayMs;
/** Goals of journeys without a limit are remembered as long as dead letters lie, from which an entry may come again. */
const deadLettersKeptMs = 14 * dayMs;

/** How old an entry may be when its run is claimed, in milliseconds. A launch has terms of its own. */
export function oldestEntryMs({ purpose, enter }: Pick<JourneyRules, 'purpose' | 'enter'>): number {
  if ('audience' in enter) return Number.POSITIVE_INFINITY;
  return enter.notOlderThanMs ?? (purpose === 'marketing' ? defaultNotOlderThanMs : Number.POSITIVE_INFINITY);
}

/** How long a goal or an exit that may have overtaken its entry is remembered: as long as the entry may be late. */
export function earlyKeptMs(event: string, journeys: readonly JourneyRules[]): number {
  const concerned = journeys.filter(({ goal, exits }) => goal?.on === event || exits.includes(event));
  const latest = concerned.map(oldestEntryMs).map((ms) => (Number.isFinite(ms) ? ms : deadLettersKeptMs));
  return Math.max(0, ...latest);
}
