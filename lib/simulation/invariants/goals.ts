import { runId } from '../../domain/run-id.ts';
import { deployment } from '../deployment.ts';
import { type History, type Invariant, inFlightMs, type Violation } from './history.ts';

export const goals: Invariant = {
  finds: ['after-goal', 'after-closed'],
  holds: 'A run says nothing more once its goal or an exit is known, or its ledger says that it is closed.',
  *check(history) {
    for (const user of history.users) {
      yield* afterGoal(user, history);
      for (const [id, { run, closed }] of history.runsOf(user)) {
        const late = closed === undefined ? undefined : spokenAfter(history, user, id, closed + inFlightMs);
        if (late) {
          const what = `${late.step} of ${run.journey}, which was closed as ${run.ended?.why}`;
          yield { invariant: 'after-closed', person: user, at: late.at, what };
        }
      }
    }
  },
};

function* afterGoal(user: string, history: History): Generator<Violation> {
  for (const { name, rules } of deployment().journeys) {
    if (!('on' in rules.enter)) continue;
    const ending = [...(rules.goal ? [rules.goal.on] : []), ...rules.exits];
    for (const entry of history.toldOf(user, rules.enter.on)) {
      const run = runId(name, user, String(entry.detail.eventId ?? ''));
      for (const end of history.toldOf(user, ...ending)) {
        const isGoal = rules.goal?.on === end.type;
        const withinMs = isGoal ? (rules.goal?.withinMs ?? 0) : Number.POSITIVE_INFINITY;
        // Of two in the same second, nobody knows which was first.
        if (end.at <= entry.at || end.at >= entry.at + withinMs) continue;
        const done = history.acknowledged(end.fact, 'conclude');
        const late = done === undefined ? undefined : spokenAfter(history, user, run, done + inFlightMs);
        if (late) {
          const what = `${late.step} of ${name} after ${end.type}`;
          yield { invariant: 'after-goal', person: user, at: late.at, what };
        }
      }
    }
  }
}

const spokenAfter = (history: History, user: string, run: string, at: number) =>
  history.acceptances.find((each) => each.user === user && each.run === run && each.at > at);
