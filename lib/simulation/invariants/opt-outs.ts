import { type History, type Invariant, inFlightMs, type Violation } from './history.ts';

const dayMs = 86_400_000;

export const optOuts: Invariant = {
  finds: ['after-withdrawal', 'after-choice', 'after-suppression'],
  holds: 'Nothing is accepted on a channel after its withdrawal, or for an address after a bounce, complaint or STOP.',
  *check(history) {
    for (const user of history.users) {
      yield* afterWithdrawal(user, history);
      yield* afterChoice(user, history);
    }
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

/** What somebody chose on a page of ours: once the page says so, it holds. */
function* afterChoice(user: string, history: History): Generator<Violation> {
  for (const { fact, outcome, to } of history.run.world.answered) {
    if ((fact.does !== 'unsubscribe' && fact.does !== 'prefer') || fact.user !== user || !outcome.ok) continue;
    const { statusCode = 500 } = outcome.result as { statusCode?: number };
    if (statusCode >= 400) continue;
    const agreed = history
      .toldOf(user, 'consent.changed')
      .some((told) => told.detail.status === 'granted' && told.at > fact.at - 1_000);
    const erased = history.erasures(user).some((erasure) => erasure.at >= fact.at - 1_000);
    if (agreed || erased) continue;
    const closes = (channel: string) => fact.does === 'prefer' || channel === 'email';
    const until = fact.does === 'prefer' && fact.choice === 'pause' ? fact.at + 30 * dayMs : Number.POSITIVE_INFINITY;
    const late = history.acceptances.find(
      (each) => each.user === user && closes(each.channel) && each.at > to + inFlightMs && each.at < until - inFlightMs,
    );
    if (late) {
      const what = `${late.step} by ${late.channel} after ${fact.does === 'prefer' ? fact.choice : 'unsubscribing'}`;
      yield { invariant: 'after-choice', person: user, at: late.at, what };
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
