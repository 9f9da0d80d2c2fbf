import { type Destination, type ForwardedEvent, type Forwarding, isKeptFromOthers } from '../domain/forwarded.ts';
import type { People } from './ports.ts';
import { Unusable } from './signals.ts';
import { isKnown } from './withdraw.ts';

/** What went to services that count a repeated event again. */
export interface Forwards {
  /** @returns false when it was claimed before */
  claim(user: string, destination: string, event: ForwardedEvent): Promise<boolean>;
  /** Gives back a claim on what was proven not taken. */
  release(user: string, destination: string, event: ForwardedEvent): Promise<void>;
}

export interface ForwardPorts {
  readonly people: Pick<People, 'read'>;
  readonly destinations: readonly Destination[];
  readonly forwards: Forwards;
}

/**
 * Sends one announcement to every service, each once. Nothing is told of a person who opted out of the sale or sharing
 * of what is known of them, nor of one who was erased.
 *
 * @throws Unusable when all that is left is what a service refused for good; Error when one is to be tried again
 */
export async function forward(event: ForwardedEvent, ports: ForwardPorts): Promise<void> {
  const person = await ports.people.read(event.user);
  if (!isKnown(person) || isKeptFromOthers(person.profile?.traits ?? {})) return;
  const answers = await Promise.allSettled(ports.destinations.map((each) => toOne(each, event, ports.forwards)));
  const crash = answers.find((answer) => answer.status === 'rejected');
  if (crash) throw crash.reason;
  const told = answers.flatMap((answer, index) =>
    answer.status === 'fulfilled' && answer.value ? [{ ...answer.value, to: ports.destinations[index]?.name }] : [],
  );
  const named = (all: typeof told) => all.map(({ to, detail }) => `${to}: ${detail ?? 'no reason'}`).join('; ');
  const open = told.filter(({ verdict }) => verdict === 'unavailable' || verdict === 'in-doubt');
  if (open.length > 0) throw new Error(`${event.name} ${event.id} was not forwarded: ${named(open)}`);
  const refused = told.filter(({ verdict }) => verdict === 'refused');
  if (refused.length > 0) {
    throw new Unusable(`${event.name} ${event.id} was refused by ${named(refused)}; read the service's limits`);
  }
}

/** @returns `null` when it need not, or may not, be sent again */
async function toOne(to: Destination, event: ForwardedEvent, forwards: Forwards): Promise<Forwarding | null> {
  if (to.knowsRepeats) return to.send(event);
  if (!(await forwards.claim(event.user, to.name, event))) return null;
  const answer = await to.send(event).catch(async (error) => {
    // It throws before it sends, such as for want of a secret.
    await forwards.release(event.user, to.name, event);
    throw error;
  });
  if (answer.verdict === 'unavailable') await forwards.release(event.user, to.name, event);
  // In doubt it stays claimed: one event too few is told, rather than one too many.
  return answer.verdict === 'in-doubt' ? null : answer;
}
