import { decideBest } from '../domain/best.ts';
import { claimTouch, passStep } from '../domain/claim.ts';
import { decide, type Question } from '../domain/decide.ts';
import type { Decision, Hold as Held } from '../domain/decision.ts';
import { iso, wholeSecond } from '../domain/instant.ts';
import { bestHourWord, type TouchRequest, type Wake } from '../domain/journey-rules.ts';
import { type LedgerRun, prune, withRun } from '../domain/ledger.ts';
import { type HourElsewhere, hourElsewhere, isElsewhere } from '../domain/schedule/local-hour.ts';
import { type Scheduled, schedule } from '../domain/schedule.ts';
import { heldTally } from '../domain/tally/touches.ts';
import { isDoubted } from '../domain/touch-record.ts';
import { kept } from './counted.ts';
import { type Person, touchTimeoutMs } from './ports.ts';
import { race } from './race.ts';
import { Hold, Over } from './signals.ts';
import { type Attempt, attemptOf, type TouchPorts } from './touch/attempt.ts';
import { prepare } from './touch/prepare.ts';
import { announceOutcome, type Conclusion, conclude, concluding, repeat } from './touch/record.ts';
import { send } from './touch/send.ts';

/**
 * One step of one run: decide, claim, send, record, in this order. Whatever happens in between, a marketing message
 * leaves at most once and the run goes on.
 *
 * @returns when the next step may speak, and which it is
 * @throws Hold when this step may not speak yet, Over when the run is closed, anything else to be tried again
 */
export async function touch(request: TouchRequest, ports: TouchPorts): Promise<Wake> {
  const { wakeAt, branch, hour }: Scheduled = await race(`the ledger of ${request.run.user}`, ports.occasion, () =>
    once(request, ports),
  );
  return { wakeAt: hour?.look === undefined ? wakeAt : iso(hour.look), branch };
}

/** @returns `null` when somebody else wrote the ledger in between */
async function once(request: TouchRequest, ports: TouchPorts): Promise<Wake | null> {
  const person = await ports.people.read(request.run.user);
  const run = person.ledger.runs[request.run.id];
  if (!run || (run.ended && run.ended.why !== 'done')) throw new Over(`run ${request.run.id} is closed`);
  const attempt = await attemptOf(request, person, run, ports);
  if (run.last === request.step) {
    const resumed = await resume(attempt, person, run);
    if (resumed !== 'undecided') return resumed;
  } else if (run.ended) {
    throw new Over(`run ${request.run.id} is done`);
  } else if (run.next?.isPutOff && run.next.step === request.step && attempt.now < run.next.wakeAt) {
    // An attempt put the step off and its answer was lost: nothing else wakes a step before its time.
    throw new Hold(run.next.wakeAt);
  }
  return act(attempt, person, run);
}

/** Decides and claims; sends what was claimed. */
async function act(due: Attempt, person: Person, run: LedgerRun): Promise<Wake | null> {
  const elsewhere = await hourOf(due, run);
  if (elsewhere) {
    if (elsewhere.run !== run && !(await wait(due, person, elsewhere.run))) return null;
    return hold(due, elsewhere.decision);
  }
  const asked = await question(due, person, run);
  const { step, decision } = due.step?.best ? decideBest(asked, due.step) : { step: due.step, decision: decide(asked) };
  const attempt = step === due.step ? due : await attemptOf(due.request, person, run, due.ports, step);
  if (decision.verdict === 'hold') return hold(attempt, decision);
  if (decision.verdict === 'skip') {
    return pass(attempt, person, run, { outcome: 'skipped', reason: decision.reason, decision });
  }
  const prepared = await prepare(attempt, person, run);
  if ('reason' in prepared) return pass(attempt, person, run, { ...prepared, decision });
  const claimed = await claim(attempt, person, run, 1);
  return claimed && send({ ...attempt, at: decision.at, run: claimed }, prepared, decision, claimed);
}

/** What the rules are asked of a step that is due. */
export async function question(
  { request, live, rules, step, now, ports }: Attempt,
  person: Person,
  run: LedgerRun,
): Promise<Question> {
  const { unless, ladder = [] } = request;
  const records = unless ? await ports.touches.readRun(request.run.user, request.run.id) : new Map<string, never>();
  return {
    now,
    user: request.run.user,
    run,
    journey: rules ?? { name: run.journey, purpose: 'marketing', caps: [] },
    step,
    stepName: request.step,
    ...(unless && { guard: { unless, ladder: ladder.flatMap((rung) => records.get(rung) ?? []) } }),
    profile: person.profile,
    ledger: person.ledger,
    program: ports.program,
    pauses: await ports.pauses(),
    ...(live?.approval && { approval: live.approval }),
    journeys: ports.journeys.rules,
  };
}

/** Whether a step at a local time has its hour yet, where the person is by now. What was learned is read only to answer. */
async function hourOf({ request, context, now, ports }: Attempt, run: LedgerRun): Promise<HourElsewhere | null> {
  const asked = { run, step: request.step, channel: request.channel, now, context };
  if (run.next?.hour?.at !== bestHourWord || !isElsewhere(asked)) return hourElsewhere(asked);
  return hourElsewhere({ ...asked, context: { ...context, edges: await ports.edges(), habits: await ports.habits() } });
}

/** Writes until when a step waits, so that other runs, and this one when it is woken, know. */
const wait = ({ request, now, ports }: Attempt, { ledger }: Person, run: LedgerRun): Promise<boolean> =>
  ports.people.writeLedger(request.run.user, withRun(prune(ledger, now, kept(ports)), run));

async function claim(attempt: Attempt, person: Person, run: LedgerRun, times: number): Promise<LedgerRun | null> {
  const { request, now, ports, channel, purpose } = attempt;
  const wake = schedule(request.then, { at: now, spoke: true }, attempt.context);
  const ledger = prune(person.ledger, now, kept(ports));
  const { invocation } = ports.occasion;
  const next = claimTouch(ledger, run, {
    step: request.step,
    at: now,
    invocation,
    wake,
    channel,
    purpose,
    attempt: times,
  });
  return (await ports.people.writeLedger(request.run.user, next)) ? (next.runs[run.id] ?? null) : null;
}

/** Passes over a step without a claim: the ledger moves on, and the record says why, in one write. */
async function pass(attempt: Attempt, person: Person, run: LedgerRun, how: Conclusion): Promise<Wake | null> {
  const { request, now, ports, context } = attempt;
  const wake = schedule(request.then, { at: now, spoke: false }, context);
  const move = { step: request.step, at: now, invocation: ports.occasion.invocation, channel: attempt.channel, wake };
  const moved = passStep(prune(person.ledger, now, kept(ports)), run, move);
  const passed = { ...attempt, at: now, run: moved.runs[run.id] ?? run };
  if (!(await ports.people.writeLedger(request.run.user, moved, concluding(passed, how)))) return null;
  return announceOutcome(passed, how, wake);
}

async function hold(attempt: Attempt, decision: Held): Promise<never> {
  const { touch, about, run, channel, ports } = attempt;
  // Where it is held already, an attempt did this whose answer was lost.
  await ports.touches.hold(touch, { ...about, decision }, [heldTally(touch.user, run, channel, decision.reason)]);
  await ports.announcer.announce([attempt.say('held', { reason: decision.reason })]);
  throw new Hold(decision.until);
}

/** A step that was decided before: by an invocation whose answer was lost, or that died, or that is still at it. */
async function resume(attempt: Attempt, person: Person, run: LedgerRun): Promise<Wake | null | 'undecided'> {
  const { request, now, ports, purpose, channel } = attempt;
  const record = await ports.touches.read(attempt.touch);
  if (record?.outcome) return repeat(attempt, record);
  const claimed = run.claim;
  if (claimed?.step !== request.step) return 'undecided';
  const decision: Decision = { at: claimed.at, verdict: 'send', tried: [] };
  const mine = claimed.invocation === ports.occasion.invocation;
  const due = { ...attempt, at: claimed.at };
  if (!mine && now < claimed.at + touchTimeoutMs) throw new Hold(wholeSecond(claimed.at + touchTimeoutMs));
  // In-app is idempotent by its key, and a ghost says nothing: neither is ever in doubt.
  const harmless = channel === 'inapp' || run.group === 'control';
  const again = !mine && !harmless && purpose === 'transactional' && claimed.attempt === 1 && !isDoubted(record);
  if (!mine && !harmless && !again) {
    const wake = schedule(request.then, { at: claimed.at, spoke: true }, attempt.context);
    return conclude(due, { outcome: 'unknown', reason: 'interrupted', decision }, wake);
  }
  const prepared = await prepare(attempt, person, run);
  if ('reason' in prepared) {
    return conclude(
      due,
      { ...prepared, decision },
      schedule(request.then, { at: claimed.at, spoke: true }, attempt.context),
    );
  }
  const claim2 = again ? await claim(attempt, person, run, 2) : run;
  return claim2 && send({ ...due, run: claim2 }, prepared, decision, claim2);
}
