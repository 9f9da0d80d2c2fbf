import { type History, type Invariant, inFlightMs, type Violation } from './history.ts';

export const optOuts: Invariant = {
  finds: ['after-withdrawal', 'after-suppression'],
  holds: 'Nothing is accepted on a channel after its withdrawal, or for an address after a bounce, complaint or STOP.',
  *check(history) {
    for (const user of history.users) yield* afterWithdrawal(user, history);
    yield* afterSuppression(history);
  },
};

function* afterWithdrawal(user: string, history: History): Generator<Violation> {
  const told = history.toldOf(user, 'consent.changed');
  for (const { at, detail, fact } of told.filter(({ detail }) => detail.status === 'withdrawn')) {
    const done = history.acknowledged(fact, 'identify');
    const granted = told.some(
      (other) => other.detail.channel === detail.channel && other.detail.status === 'granted' && other.at > at,
    );
    // What was erased since is forgotten, and what is told after it counts anew.
    const erased = history.erasures(user).some((erasure) => erasure.at >= at);
    if (done === undefined || granted || erased) continue;
    const late = history.acceptances.find(
      (each) => each.user === user && each.channel === detail.channel && each.at > done + inFlightMs,
    );
    if (late) {
      const what = `${late.step} by ${late.channel} after it was withdrawn`;
      yield { invariant: 'after-withdrawal', person: user, at: late.at, what };
    }
  }
}

function* afterSuppression(history: History): Generator<Violation> {
  const { world } = history.run;
  const suppressed: { readonly address: string; readonly from: number; readonly why: string }[] = [];
  for (const fact of world.facts) {
    if (fact.does === 'tell' && (fact.type === 'Email Bounced' || fact.type === 'Email Complaint Received')) {
      const from = history.acknowledged(fact, 'listen');
      const { destination } = fact.detail.mail as { destination: readonly string[] };
      if (from !== undefined) suppressed.push({ address: destination[0] ?? '', from, why: fact.type });
    }
  }
  for (const { fact, outcome, to } of world.answered) {
    if (fact.does === 'text' && fact.text === 'STOP' && outcome.ok && isTaken(outcome.result)) {
      suppressed.push({ address: fact.from, from: to, why: 'STOP' });
    }
  }
  for (const { address, from, why } of suppressed) {
    const channels = why === 'STOP' ? ['sms'] : ['email'];
    const late = history.acceptances.find(
      (each) =>
        each.to === address && each.touchId !== null && channels.includes(each.channel) && each.at > from + inFlightMs,
    );
    if (late) {
      const what = `${late.step} to ${address} after ${why}`;
      yield { invariant: 'after-suppression', person: late.user ?? '', at: late.at, what };
    }
  }
}

const isTaken = (result: unknown) => (result as { statusCode?: number }).statusCode === 200;
