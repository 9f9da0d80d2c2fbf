import { controlSalt, pickArm } from '../domain/assign.ts';
import { belongs } from '../domain/audience.ts';
import { armsOf } from '../domain/bandit.ts';
import { channelsOfStep } from '../domain/best.ts';
import { rememberedOf } from '../domain/events/remembered.ts';
import { bitsOf } from '../domain/funnel.ts';
import { holdoutArms, marketArm, marketOf } from '../domain/holdout.ts';
import type { JourneyRules } from '../domain/journey-rules.ts';
import { type Launch, startOf } from '../domain/launch.ts';
import { isFull } from '../domain/ledger/capacity.ts';
import { withFollowUps } from '../domain/ledger/follow-up.ts';
import { beganAt, endRun, type Ledger, type LedgerRun, prune, withRun } from '../domain/ledger.ts';
import type { Lessons } from '../domain/lessons.ts';
import { oldestEntryMs, type RefusedEntry } from '../domain/refused-entry.ts';
import { runId } from '../domain/run-id.ts';
import { firstTouch } from '../domain/schedule/local-hour.ts';
import { asksForHabits, asksForSegment, resolve } from '../domain/schedule.ts';
import { withStanding } from '../domain/standing.ts';
import { entryTally } from '../domain/tally/runs.ts';
import { kept } from './counted.ts';
import type { Executions, Learned, Live, Occasion, People, Person, Refusals, Rules } from './ports.ts';
import { type Decided, decideOnLedger } from './race.ts';
import { type FollowUpPorts, followUp, startUntouched } from './run/follow-up.ts';
import { Unusable } from './signals.ts';

export interface EnterPorts extends Rules, Learned, Live, FollowUpPorts {
  readonly people: Pick<People, 'read' | 'writeLedger' | 'followedUp'>;
  readonly executions: Pick<Executions, 'start'>;
  readonly refusals: Refusals;
}

/** An app event that may begin a run, or a launch. */
export interface Entry {
  readonly journey: string;
  readonly user: string;
  /** Dedupe key: the app's own, else the bus's; of a launch, its id. */
  readonly eventId: string;
  /** When it occurred, epoch milliseconds; never later than the event's own time. */
  readonly at: number;
  readonly detail: Readonly<Record<string, unknown>>;
  /** The launch that lets them in, where it was no event. */
  readonly launch?: Launch;
}

export type Entered =
  | { readonly entered: true; readonly run: string }
  | { readonly entered: false; readonly why: 'no-such-journey' | 'known' | Uncalled | RefusedEntry['why'] };

/** Why a launch does not concern somebody: erased or never known, or not, or no longer, of the journey's audience. */
export type Uncalled = 'no-profile' | 'outside';

/**
 * Claims a run in the person's ledger and counts it, in one write; then starts its execution and announces it. However
 * often the same entry is delivered, it is one run, and whoever finds it claimed and not started starts it.
 */
export async function enter(entry: Entry, occasion: Occasion, ports: EnterPorts): Promise<Entered> {
  const { rules, enterable = false } = (await ports.live(entry.journey)) ?? {};
  // A journey that enters by event may be launched no more, and the other way round, once its code has changed.
  if (!rules || 'audience' in rules.enter !== (entry.launch !== undefined)) {
    return { entered: false, why: 'no-such-journey' };
  }
  const lessons = await lessonsFor(rules, entry, ports);
  const claimed = await claimRun(entry, { rules, enterable, lessons }, occasion, ports);
  switch (claimed.as) {
    case 'uncalled':
      return { entered: false, why: claimed.why };
    case 'refused':
      // Kept, so that "why did they not get it?" has an answer when no journey ever began.
      await ports.refusals.note(entry.user, {
        journey: rules.name,
        event: entry.eventId,
        at: entry.at,
        why: claimed.why,
        refusedAt: occasion.now(),
      });
      return { entered: false, why: claimed.why };
    case 'found':
    case 'entered': {
      const { run } = claimed;
      const { start } = ports.executions;
      const finished = await followUp(entry.user, run, occasion, { start }, ports);
      // A duplicate starts nothing twice, and what an earlier release claimed has no note.
      if (!finished) await startUntouched(entry.user, run, start);
      // Also ours when an attempt of this invocation claimed it, and failed or died after.
      return run.by === occasion.invocation ? { entered: true, run: run.id } : { entered: false, why: 'known' };
    }
  }
}

/** What became of claiming a run, as the ledger has it. */
type Claimed =
  | { readonly as: 'entered' | 'found'; readonly run: LedgerRun }
  | { readonly as: 'refused'; readonly why: RefusedEntry['why'] }
  | { readonly as: 'uncalled'; readonly why: Uncalled };

interface Entering {
  readonly rules: JourneyRules;
  readonly enterable: boolean;
  readonly lessons: LessonsOfAll;
}

/** Claims the run and counts it, unless it is there already or may not begin. */
function claimRun(
  entry: Entry,
  { rules, enterable, lessons }: Entering,
  occasion: Occasion,
  ports: EnterPorts,
): Promise<Claimed> {
  const id = runId(rules.name, entry.user, entryKey(rules, entry));
  const decide = (person: Person): Decided<Claimed> => {
    const found = person.ledger.runs[id];
    if (found) return { answer: { as: 'found', run: found } };
    const missed = entry.launch ? uncalled(rules, person, lessons, occasion.now(), ports) : null;
    if (missed !== null) return { answer: { as: 'uncalled', why: missed } };
    const why = refusal(rules, entry, person.ledger, occasion.now(), ports) ?? (enterable ? null : 'not-approved');
    if (why !== null) return { answer: { as: 'refused', why } };
    const { ledger, run } = open(rules, entry, id, { ...person, lessons }, occasion, ports);
    const counts = [entryTally(entry.user, run, rules)];
    return { answer: { as: 'entered', run }, ledger: withRun(ledger, run), beside: { counts } };
  };
  const said = entry.launch ? undefined : { at: entry.at, begins: true };
  return decideOnLedger(ports.people, occasion, entry.user, decide, said);
}

/** What was learned of everybody, as far as this entry asks for it. */
type LessonsOfAll = { readonly [L in keyof Lessons]: Lessons[L] | null };

async function lessonsFor({ first, bandits }: JourneyRules, { launch }: Entry, ports: Learned): Promise<LessonsOfAll> {
  return {
    edges: asksForSegment(first) || launch ? await ports.edges() : null,
    habits: asksForHabits(first) ? await ports.habits() : null,
    shares: bandits ? await ports.shares() : null,
  };
}

/** A page was read a while ago, and a list was written by somebody: the person as they are now decides. */
function uncalled(
  { enter }: JourneyRules,
  { profile }: Pick<Person, 'profile'>,
  { edges }: LessonsOfAll,
  now: number,
  { program }: Rules,
): Uncalled | null {
  // Nothing may be written of somebody who was erased.
  if (!profile) return 'no-profile';
  const bound = 'audience' in enter && enter.audience !== 'list';
  return bound && !belongs(enter.audience, withStanding(profile, { edges, alive: program.alive }, now), now)
    ? 'outside'
    : null;
}

/** What makes an entry distinct: the same key is the same run. */
function entryKey({ enter }: JourneyRules, entry: Entry): string {
  if ('audience' in enter) return entry.eventId;
  const { again } = enter;
  switch (again.kind) {
    // The ledger keeps "once"; the event's id lets somebody who was erased begin anew.
    case 'once':
    case 'always':
    case 'after':
      return entry.eventId;
    case 'per': {
      const value = Object.hasOwn(entry.detail, again.field) ? entry.detail[again.field] : undefined;
      if (typeof value === 'string' || typeof value === 'number') return String(value);
      throw new Unusable(
        `${again.field}: ${value === undefined ? 'missing' : typeof value}; ${entry.journey} enters once per ` +
          `${again.field}, so it must be a string or a number; publish the event with it`,
      );
    }
  }
}

function refusal(
  rules: JourneyRules,
  entry: Entry,
  ledger: Ledger,
  now: number,
  ports: Rules,
): RefusedEntry['why'] | null {
  const { name, enter, goal, exits } = rules;
  const before = ledger.entries[name];
  if (before !== undefined && 'audience' in enter) {
    // Its own launch, whose run is forgotten by now, or a later one.
    if (entry.at <= before) return 'once';
  } else if (before !== undefined && 'again' in enter) {
    if (enter.again.kind === 'once') return 'once';
    if (enter.again.kind === 'after' && entry.at < before + enter.again.ms) return 'too-soon';
  }
  const overtaken = [...(goal ? [goal.on] : []), ...exits].some((event) => (ledger.early[event] ?? -1) >= entry.at);
  if (overtaken) return 'goal-first';
  if (now - entry.at > oldestEntryMs(rules)) return 'too-old';
  const { detail } = entry;
  return isFull(prune(ledger, now, kept(ports)), { rules, detail }, (journey) => ports.journeys.rules(journey))
    ? 'ledger-full'
    : null;
}

function open(
  rules: JourneyRules,
  entry: Entry,
  id: string,
  person: Person & { readonly lessons: LessonsOfAll },
  occasion: Occasion,
  ports: EnterPorts,
) {
  const { goal, name } = rules;
  const { edges, habits, shares } = person.lessons;
  const now = occasion.now();
  const longest = Math.max(0, ...Object.values(rules.goals ?? {}).map(({ withinMs }) => withinMs));
  const seen = 'on' in rules.enter ? bitsOf(rules.funnel ?? [], rules.enter.on) : 0;
  const group = pickArm(controlSalt(name), entry.user, { control: rules.control, treatment: 1 - rules.control });
  const entering: LedgerRun = {
    id,
    journey: name,
    group: group === 'control' ? 'control' : 'treatment',
    at: entry.at,
    since: now,
    priority: rules.priority,
    arms: { ...armsOf(rules, entry.user, shares?.journeys[name]), ...holdoutsOf(rules, entry.user, person, ports) },
    data: rememberedOf(rules.remembers, entry.detail).data,
    by: occasion.invocation,
  };
  const around = { purpose: rules.purpose, profile: person.profile, program: ports.program, edges, habits };
  // A launched run begins at the person's own hour, which may be yet to come: its days and its goal count from there.
  const channel = resolve(rules.first, entry.at, { ...around, run: entering })?.channel;
  const at = entry.launch ? Math.max(now, startOf(entry.launch, entry.user, channel, around)) : entry.at;
  const begun = beganAt({ at, since: now });
  const fresh = {
    ...entering,
    at,
    ...(goal && { goal: { on: goal.on, until: begun + goal.withinMs } }),
    ...(longest > (goal?.withinMs ?? 0) && { countsUntil: begun + longest }),
    ...(seen > 0 && { funnel: { seen, by: occasion.invocation } }),
  };
  const next = firstTouch(rules.first, fresh, around, entry);
  const run: LedgerRun = next ? { ...fresh, next } : endRun(fresh, { at: now, why: 'done', by: occasion.invocation });
  const noted = { at: now, by: occasion.invocation };
  const pruned = prune(person.ledger, now, kept(ports));
  const entries = { ...pruned.entries, [name]: Math.max(pruned.entries[name] ?? entry.at, entry.at) };
  return {
    ledger: { ...pruned, entries },
    run: withFollowUps(run, run.ended ? ['started', 'ended'] : ['started'], noted),
  };
}

/** Only marketing is withheld. Where an audience names countries, what it adds is asked of each. */
function holdoutsOf(
  { purpose, steps, holdouts, enter }: JourneyRules,
  user: string,
  { profile }: Pick<Person, 'profile'>,
  { program }: EnterPorts,
): Record<string, string> {
  if (purpose !== 'marketing') return {};
  const arms = holdoutArms(user, Object.values(steps).flatMap(channelsOfStep), program.holdouts, holdouts);
  const bound = 'audience' in enter && enter.audience !== 'list' && Object.keys(arms).length > 0;
  const market = bound ? marketOf(enter.audience, profile?.country) : undefined;
  return { ...arms, ...(market !== undefined && { [marketArm]: market }) };
}
