import type { Announcement } from '../../domain/announcement.ts';
import { onChannel } from '../../domain/best.ts';
import type { Channel, Purpose } from '../../domain/channel.ts';
import { slotOf } from '../../domain/claim.ts';
import type { Provider } from '../../domain/delivery.ts';
import type { JourneyRules, StepRules, TouchRequest } from '../../domain/journey-rules.ts';
import type { LedgerRun } from '../../domain/ledger.ts';
import { asksForHabits, asksForSegment, type ScheduleContext } from '../../domain/schedule.ts';
import type { TouchRef } from '../../domain/touch-id.ts';
import type { TouchRecord, TouchSubject } from '../../domain/touch-record.ts';
import { touchAnnouncement } from '../announce.ts';
import type { GivenUp } from '../ports/given-up.ts';
import type {
  AddressBook,
  Announcer,
  Content,
  Evidence,
  Learned,
  Links,
  Live,
  LiveJourney,
  Messages,
  Occasion,
  Pausing,
  People,
  Person,
  Rules,
  Touches,
} from '../ports.ts';

export interface TouchPorts extends Rules, Live, Pick<Learned, 'edges' | 'habits'> {
  readonly occasion: Occasion;
  readonly people: People;
  readonly touches: Pick<Touches, 'read' | 'readRun' | 'settle' | 'hold'>;
  readonly givenUp: GivenUp;
  readonly messages: Pick<Messages, 'remember'>;
  readonly announcer: Announcer;
  readonly content: Content;
  /** Who can carry this channel, first choice first; each is loaded when those before it cannot. */
  providers(channel: Channel): readonly (() => Promise<Provider>)[];
  readonly pauses: Pausing['pauses'];
  readonly links: Pick<Links, 'store'>;
  /** For the opt-outs that a provider knows of before we do. */
  readonly addresses: AddressBook;
  readonly evidence: Evidence;
}

/** What one invocation knows of the touch it is at. */
export interface Attempt {
  readonly request: TouchRequest;
  readonly touch: TouchRef;
  /** `undefined` for a journey that is no longer deployed. */
  readonly live: LiveJourney | undefined;
  readonly rules: JourneyRules | undefined;
  readonly step: StepRules | undefined;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly context: ScheduleContext;
  /** Epoch milliseconds, read once. */
  readonly now: number;
  /** When the touch was decided: what the next delay counts from. */
  readonly at: number;
  readonly about: TouchSubject;
  /** The run as the decision on this touch leaves it. */
  readonly run: LedgerRun;
  readonly ports: TouchPorts;
  say(kind: Parameters<typeof touchAnnouncement>[0], more?: Pick<TouchRecord, 'provider' | 'reason'>): Announcement;
}

/** @param chosen the step on the channel that was chosen for this person; absent before, and for a step that has one */
export async function attemptOf(
  request: TouchRequest,
  person: Person,
  run: LedgerRun,
  ports: TouchPorts,
  chosen?: StepRules,
): Promise<Attempt> {
  const edges = asksForSegment(request.then) ? await ports.edges() : null;
  const habits = asksForHabits(request.then) ? await ports.habits() : null;
  const live = await ports.live(run.journey);
  const rules = live?.rules;
  const step = chosen ?? claimedStep(rules?.steps[request.step], request, person, run);
  const purpose = rules?.purpose ?? 'marketing';
  const channel = step?.channel ?? request.channel;
  const touch: TouchRef = { user: request.run.user, run: request.run.id, step: request.step };
  const about = { journey: run.journey, channel, group: run.group };
  const now = ports.occasion.now();
  return {
    request,
    touch,
    live,
    rules,
    step,
    channel,
    purpose,
    context: { run, purpose, profile: person.profile, program: ports.program, edges, habits },
    now,
    at: now,
    about,
    run,
    ports,
    say: (kind, more = {}) => touchAnnouncement(kind, touch, { ...about, ...more }),
  };
}

/** A step whose channel was chosen stays on it once it is claimed: another choice could be another message. */
function claimedStep(
  step: StepRules | undefined,
  request: TouchRequest,
  { ledger }: Person,
  run: LedgerRun,
): StepRules | undefined {
  if (!step?.best || run.claim?.step !== request.step) return step;
  const slot = slotOf(ledger, run);
  return slot ? onChannel(step, slot.channel) : step;
}
