import { type History, type Invariant, inFlightMs, type Violation } from './history.ts';

export const slots: Invariant = {
  finds: ['slot-missing', 'slot-leaked'],
  holds:
    'Every message has its slot in the caps when it is accepted; where no doubt is possible, every slot has its message.',
  *check(history) {
    for (const user of history.users) {
      yield* missing(user, history);
      if (history.run.calm) yield* leaked(user, history);
    }
  },
};

function* missing(user: string, history: History): Generator<Violation> {
  for (const { channel, at, run, step, user: whose, request } of history.acceptances) {
    if (whose !== user || run === null) continue;
    const decided = channel === 'inapp' ? Date.parse(String((request as { at?: unknown }).at)) : at;
    const version = history.ledgers(user).findLast((each) => each.at <= at);
    // An erasure takes the ledger away while a message is on its way.
    if (!version?.ledger?.runs[run]) continue;
    const found = version.ledger.touches.some(
      (slot) => slot.channel === channel && slot.at <= decided + 1_000 && slot.at > decided - inFlightMs,
    );
    if (!found) yield { invariant: 'slot-missing', person: user, at, what: `${step} by ${channel}` };
  }
}

function* leaked(user: string, history: History): Generator<Violation> {
  const blamed = new Set<string>();
  for (const { at, ledger } of history.ledgers(user)) {
    for (const slot of ledger?.touches ?? []) {
      const name = `${slot.channel} ${slot.at}`;
      if (slot.ghost !== undefined || at - slot.at < 2 * inFlightMs || blamed.has(name)) continue;
      const spoken = history.acceptances.some(
        (each) =>
          each.user === user &&
          each.channel === slot.channel &&
          each.at >= slot.at - 1_000 &&
          each.at < slot.at + inFlightMs,
      );
      if (spoken) continue;
      blamed.add(name);
      yield {
        invariant: 'slot-leaked',
        person: user,
        at: slot.at,
        what: `${slot.journey} by ${slot.channel}, which said nothing`,
      };
    }
  }
}
