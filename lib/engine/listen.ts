import { providerOptOut } from '../domain/bases-before.ts';
import { isGone } from '../domain/erasure/erasure.ts';
import { countHour } from '../domain/hours.ts';
import type { Ledger } from '../domain/ledger.ts';
import type { Click } from '../domain/machines/clicks.ts';
import { type AddressedChannel, addressesOf, type Profile } from '../domain/profile.ts';
import type { Program } from '../domain/program.ts';
import type { Tally } from '../domain/tally.ts';
import { type TouchRef, touchDigest, touchId } from '../domain/touch-id.ts';
import { type FeedbackKind, isEngagement, type TouchRecord, type TouchSubject } from '../domain/touch-record.ts';
import { zoneOfDay } from '../domain/whereabouts.ts';
import { bindMailbox } from './addresses/mailbox.ts';
import { touchAnnouncement } from './announce.ts';
import { newReach, type ReachPorts } from './feedback/reach.ts';
import type { Announcer, Evidence, Marks, Occasion, People, Touches } from './ports.ts';
import { changeProfileOf, race, unlessErased } from './race.ts';
import { ErasedError, Unusable } from './signals.ts';
import { hearWord, type SuppressPorts, suppress } from './suppress.ts';
import { withdraw, withdrawOwn } from './withdraw.ts';

/** What noting feedback takes, when no address can be refused by it. */
export interface NotePorts extends ReachPorts {
  readonly program: Pick<Program, 'machineOpens' | 'timezone'>;
  readonly people: People;
  readonly touches: Pick<Touches, 'feedback' | 'read'>;
  readonly announcer: Announcer;
  readonly marks: Marks;
}

export interface ListenPorts extends NotePorts, SuppressPorts {
  readonly people: People;
  readonly evidence: Evidence;
}

/** What came back for one touch, from a provider or from the app. */
export interface Feedback {
  readonly touch: TouchRef;
  readonly kind: FeedbackKind;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Says who told us, for evidence. */
  readonly event: string;
  /** Why, as a bounded word: `hard:General`, `30005`. */
  readonly reason?: string;
  /** Addresses that are to be written to no more: hard bounces, complaints and numbers that opted out elsewhere. */
  readonly suppress?: Refused;
  /** What is known of a click: it may be a machine's. */
  readonly click?: Click;
  /** Addresses that turned the message away this time. */
  readonly softBounce?: Omit<Refused, 'reason'>;
}

export interface Refused {
  readonly channel: AddressedChannel;
  readonly reason: 'bounced' | 'complained' | 'unsubscribed';
  /** When the provider does not name it: what the touch was sent to, as far as that is certain. */
  readonly addresses?: readonly string[];
}

const announced = {
  delivered: 'delivered',
  displayed: null,
  prefetched: 'opened',
  scanned: null,
  opened: 'opened',
  clicked: 'clicked',
  replied: null,
  dismissed: null,
  delayed: null,
  softBounced: 'bounced',
  bounced: 'bounced',
  rejected: 'failed',
  complained: 'complained',
} as const;

/**
 * Adds feedback to its touch. Kinds are only ever added, each with its first time, so order and repeats change
 * nothing. A complaint is a no, for the address and for the person.
 *
 * @throws Unusable when there is no such touch, and nothing was said of an address either
 */
export async function listen(feedback: Feedback, occasion: Occasion, ports: ListenPorts): Promise<void> {
  const refused = await refuse(feedback, occasion, ports);
  try {
    await note(feedback, occasion, ports);
  } catch (error) {
    // The person was erased since: what was said of the address holds, and there is nothing else to write.
    if (!(refused && (error instanceof Unusable || error instanceof ErasedError))) throw error;
  }
}

/**
 * The same for feedback that says nothing of an address.
 *
 * @throws Unusable when there is no such touch, ErasedError when it was of somebody who was erased since
 */
export async function note(
  { touch, kind: heard, at, reason: why }: Omit<Feedback, 'suppress' | 'softBounce' | 'click'>,
  occasion: Occasion,
  ports: NotePorts,
): Promise<void> {
  const kind = heard === 'prefetched' && ports.program.machineOpens === 'count' ? 'opened' : heard;
  const reason = heard === 'prefetched' || heard === 'scanned' ? 'machine' : why;
  const { ledger, erasure } = await ports.people.read(touch.user);
  if (isGone(erasure)) throw new ErasedError();
  const about = aboutOf(touch, ledger, ports);
  const found = await ports.touches.read(touch);
  const record = recordOf(found, about);
  if (!record) {
    // Of somebody who returned since, it may be a touch from before.
    if (erasure) throw new ErasedError();
    throw new Unusable(
      `touch ${touchId(touch)}: feedback belongs to a touch of ours; send back the touchId as it was given`,
    );
  }
  if (record.channel === 'inapp') await ports.marks.mark(touch, kind, at);
  if (isEngagement(kind)) await engaged(touch.user, record, at, occasion, ports);
  if (record.feedback[kind] !== undefined) return;
  const name = announced[kind];
  // The record's own reason says why it was or was not sent, which is another matter.
  const { reason: _outcome, ...of } = record;
  // Before the record says that it is known: whoever dies in between leaves it to be announced again, not to be lost.
  if (name) {
    await ports.announcer.announce([
      touchAnnouncement(name, touch, { ...of, ...(reason !== undefined && { reason }) }),
    ]);
  }
  const since = ledger.runs[touch.run]?.since;
  let before = found;
  await race(`touch ${touchId(touch)}`, occasion, async () => {
    const current = recordOf(before, about);
    if (!current || current.feedback[kind] !== undefined) return true;
    const reach = await newReach(touch, kind, current, current.entered ?? since ?? at, ports);
    const counts = [feedbackTally(touch, current, kind, at), ...reach.counts];
    if (await ports.touches.feedback(touch, { kind, at, reason, before, about }, counts, reach.reached)) return true;
    before = await ports.touches.read(touch);
    return null;
  });
}

/** The record as it is, or as feedback that comes before it begins it; `null` for no touch of ours. */
function recordOf(found: TouchRecord | null, about: TouchSubject | null): TouchRecord | null {
  return found ?? (about && { ...about, feedback: {} });
}

const feedbackTally = (touch: TouchRef, record: TouchRecord, kind: FeedbackKind, at: number): Tally => ({
  journey: record.journey,
  group: record.group,
  at,
  user: touch.user,
  of: record.channel,
  add: {
    [kind]: 1,
    [`${touch.step}.${kind}`]: 1,
    ...(record.arm !== undefined && { [`${touch.step}=${record.arm}.${kind}`]: 1 }),
  },
});

/** What a record must say when feedback overtakes its outcome: known only while the ledger knows the run. */
function aboutOf({ run: id, step }: TouchRef, { runs }: Ledger, { journeys }: Pick<NotePorts, 'journeys'>) {
  const run = runs[id];
  const channel = run && journeys.rules(run.journey)?.steps[step]?.channel;
  return run && channel ? { journey: run.journey, channel, group: run.group } : null;
}

/**
 * The no comes first: whatever else fails, nothing more goes to an address that bounced or complained. It is the
 * address's, whatever became of the person since.
 *
 * @returns whether an address was refused
 */
async function refuse(feedback: Feedback, occasion: Occasion, ports: ListenPorts): Promise<boolean> {
  const { suppress: refused, touch, kind, event } = feedback;
  if (!refused) return false;
  const { channel, reason } = refused;
  const record = await ports.touches.read(touch);
  // Told again, it is as old as when it was told first: what was agreed since stands.
  const told = record?.feedback[kind] ?? feedback.at;
  const addresses = refused.addresses ?? (await sentTo(touch, channel, record, ports));
  if (reason === 'unsubscribed') {
    await optedOut({ touch, event, channel, addresses, at: Math.min(record?.at ?? told, told) }, occasion, ports);
    return addresses.length > 0;
  }
  for (const address of addresses) await suppress(channel, address, { reason, at: told }, occasion, ports);
  if (reason !== 'complained') return addresses.length > 0;
  const { user } = touch;
  for (const address of channel === 'email' ? addresses : []) {
    await bindMailbox(address, { user, at: told }, occasion, ports);
  }
  // Whoever has no record of the touch any more was erased: nothing is written under their id.
  const no = { user, channel, purpose: 'marketing', at: told, source: 'complaint', event } as const;
  if (record) await unlessErased(() => withdrawOwn(no, occasion, ports));
  return addresses.length > 0;
}

/** The provider knows of an opt-out that we do not. It is older than the touch, so a START that came since outvotes it. */
async function optedOut(
  {
    touch,
    event,
    channel,
    addresses,
    at,
  }: Pick<Feedback, 'touch' | 'event' | 'at'> & Required<Omit<Refused, 'reason'>>,
  occasion: Occasion,
  ports: ListenPorts,
): Promise<void> {
  const said = { word: 'stop', at, by: `touch ${touchDigest(touch)}`, again: true } as const;
  for (const address of addresses) {
    const { heard, users } = await hearWord(channel, address, said, occasion, ports);
    if (heard === 'overtaken') continue;
    for (const user of users) {
      const said = { channel, purpose: 'marketing', at, event, source: providerOptOut } as const;
      await unlessErased(() => withdraw({ user, ...said }, occasion, ports));
    }
  }
}

/** Where a touch went: the profile's address, unless that was told after the touch and so may be another. */
export async function sentTo(
  touch: TouchRef,
  channel: AddressedChannel,
  record: TouchRecord | null,
  { people }: Pick<ListenPorts, 'people'>,
): Promise<readonly string[]> {
  const { profile } = await people.read(touch.user);
  const field: keyof Profile = channel === 'sms' ? 'phone' : channel;
  if (!profile || record?.at === undefined || (profile.told[field] ?? 0) > record.at) return [];
  return addressesOf(profile, channel, touch.user).map(({ address }) => address);
}

function engaged(
  user: string,
  { channel }: TouchRecord,
  at: number,
  occasion: Occasion,
  { people, journeys, program }: Pick<NotePorts, 'people' | 'journeys' | 'program'>,
) {
  const counted = journeys.all().some(({ bestHour }) => bestHour);
  return changeProfileOf(people, occasion, user, (profile) => {
    // Told again, or late, it is known: an hour counts once.
    if (!profile || (profile.engaged[channel] ?? 0) >= at) return null;
    const zone = zoneOfDay(profile, program.timezone, channel);
    const hours = counted && { hours: countHour(profile.hours, zone, at) };
    return { ...profile, engaged: { ...profile.engaged, [channel]: at }, ...hours };
  });
}
