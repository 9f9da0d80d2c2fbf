import type { Beside } from '../domain/ledger/beside.ts';
import type { Ledger } from '../domain/ledger.ts';
import type { Profile } from '../domain/profile.ts';
import type { Occasion, People, Person } from './ports.ts';

/** Losing this often in a row means something is wrong: the platform's retries take over, later. */
const attempts = 12;

/**
 * Tries until nobody came between reading and writing.
 *
 * @param attempt reads, decides and writes; `null` when somebody else wrote in between
 * @throws when that happens too often
 */
export async function race<T>(what: string, occasion: Occasion, attempt: () => Promise<T | null>): Promise<T> {
  for (let lost = 1; lost <= attempts; lost++) {
    const won = await attempt();
    if (won !== null) return won;
    await occasion.backOff(lost);
  }
  throw new Error(`${what} was written by others ${attempts} times in a row; trying again later helps`);
}

/** What was decided on a ledger as it was read. */
export interface Decided<T> {
  readonly answer: T;
  /** To be written; absent when nothing is to change. */
  readonly ledger?: Ledger;
  /** What is written with it, all or nothing. */
  readonly beside?: Beside;
}

/**
 * Reads one person's ledger, decides and writes. `decide` decides anew each time.
 *
 * @returns the answer of the decision that was written, or that had nothing to write
 */
export async function decideOnLedger<T>(
  people: Pick<People, 'read' | 'writeLedger'>,
  occasion: Occasion,
  user: string,
  decide: (person: Person) => Decided<T> | Promise<Decided<T>>,
): Promise<T> {
  const { answer } = await race(`the ledger of ${user}`, occasion, async () => {
    const decided = await decide(await people.read(user));
    const { ledger, beside } = decided;
    return !ledger || (await people.writeLedger(user, ledger, beside)) ? decided : null;
  });
  return answer;
}

/**
 * The same where nothing but the ledger is of interest.
 *
 * @param change the ledger to write, or `null` when nothing is to change
 * @returns whether it was written
 */
export function changeLedger(
  people: Pick<People, 'read' | 'writeLedger'>,
  occasion: Occasion,
  user: string,
  change: (person: Person) => Ledger | null | Promise<Ledger | null>,
): Promise<boolean> {
  return decideOnLedger(people, occasion, user, async (person) => {
    const ledger = await change(person);
    return ledger ? { answer: true, ledger } : { answer: false };
  });
}

/** The same for the profile; `null` is a person without one. */
export function changeProfileOf(
  people: Pick<People, 'read' | 'writeProfile'>,
  occasion: Occasion,
  user: string,
  change: (profile: Profile | null, ledger: Ledger) => Profile | null | Promise<Profile | null>,
): Promise<boolean> {
  return race(`the profile of ${user}`, occasion, async () => {
    const { profile, profileVersion, ledger } = await people.read(user);
    const changed = await change(profile, ledger);
    if (changed === null) return false;
    return (await people.writeProfile(user, changed, profileVersion)) || null;
  });
}
