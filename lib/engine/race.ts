import { admit, type Statement } from '../domain/erasure/erasure.ts';
import type { Beside } from '../domain/ledger/beside.ts';
import type { Ledger } from '../domain/ledger.ts';
import type { Profile } from '../domain/profile.ts';
import type { Occasion, People, Person } from './ports.ts';
import { ErasedError, ErasureUnderWayError } from './signals.ts';

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
 * @param said what is written, for the erasures that it must not undo; given, it is asked before `decide`
 * @returns the answer of the decision that was written, or that had nothing to write
 * @throws ErasedError, ErasureUnderWayError when an erasure forbids to write of this person, for now or for good
 */
export async function decideOnLedger<T>(
  people: Pick<People, 'read' | 'writeLedger'>,
  occasion: Occasion,
  user: string,
  decide: (person: Person) => Decided<T> | Promise<Decided<T>>,
  said?: Statement,
): Promise<T> {
  const { answer } = await race(`the ledger of ${user}`, occasion, async () => {
    const person = await people.read(user);
    if (said) assertAdmitted(person, said);
    const decided = await decide(person);
    const { ledger, beside } = decided;
    if (!ledger) return decided;
    assertAdmitted(person, said ?? {});
    return (await people.writeLedger(user, begun(ledger, person), beside)) ? decided : null;
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
  said?: Statement,
): Promise<boolean> {
  const decide = async (person: Person) => {
    const ledger = await change(person);
    return ledger ? { answer: true, ledger } : { answer: false };
  };
  return decideOnLedger(people, occasion, user, decide, said);
}

/** The same for the profile; `null` is a person without one. */
export function changeProfileOf(
  people: Pick<People, 'read' | 'writeProfile'>,
  occasion: Occasion,
  user: string,
  change: (profile: Profile | null, ledger: Ledger) => Profile | null | Promise<Profile | null>,
  said?: Statement,
): Promise<boolean> {
  return race(`the profile of ${user}`, occasion, async () => {
    const person = await people.read(user);
    if (said) assertAdmitted(person, said);
    const changed = await change(person.profile, person.ledger);
    if (changed === null) return false;
    assertAdmitted(person, said ?? {});
    return (await people.writeProfile(user, changed, person.profileVersion)) || null;
  });
}

/** @throws ErasedError, ErasureUnderWayError when this may not be written of the person */
export function assertAdmitted({ erasure }: Pick<Person, 'erasure'>, said: Statement): void {
  switch (admit(erasure, said)) {
    case 'erased':
      throw new ErasedError();
    case 'wait':
      throw new ErasureUnderWayError();
    case 'admitted':
  }
}

/** Does something for one of several people; nothing for somebody who was erased, as the others must not suffer for it. */
export async function unlessErased<T>(procedure: () => Promise<T>): Promise<T | undefined> {
  try {
    return await procedure();
  } catch (error) {
    if (error instanceof ErasedError) return undefined;
    throw error;
  }
}

/** A ledger that begins anew keeps when the one before was erased: the keyed hash is asked of nobody who has a ledger. */
const begun = (changed: Ledger, { ledger, erasure }: Person): Ledger =>
  ledger.version === 0 && erasure ? { ...changed, notBefore: erasure.at } : changed;
