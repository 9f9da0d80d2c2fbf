import type { Ledger } from '../domain/ledger.ts';
import type { AddressedChannel } from '../domain/profile.ts';
import { type TouchRef, touchId } from '../domain/touch-id.ts';
import { type FeedbackKind, isEngagement, type TouchRecord } from '../domain/touch-record.ts';
import { touchAnnouncement } from './announce.ts';
import type { Announcer, Evidence, Journeys, Occasion, People, Tallies, Touches } from './ports.ts';
import { changeProfileOf } from './race.ts';
import { Unusable } from './signals.ts';
import { type SuppressPorts, suppress } from './suppress.ts';
import { withdraw } from './withdraw.ts';

export interface ListenPorts extends SuppressPorts {
  readonly journeys: Journeys;
  readonly people: People;
  readonly touches: Pick<Touches, 'feedback' | 'read'>;
  readonly tallies: Tallies;
  readonly announcer: Announcer;
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
  /** Addresses that are to be written to no more: hard bounces and complaints. */
  readonly suppress?: { readonly channel: AddressedChannel; readonly addresses: readonly string[] };
}

const announced = {
  delivered: 'delivered',
  displayed: null,
  opened: 'opened',
  clicked: 'clicked',
  replied: null,
  dismissed: null,
  bounced: 'bounced',
  complained: 'complained',
} as const;

/**
 * Adds feedback to its touch. Kinds are only ever added, each with its first time, so order and repeats change
 * nothing. A complaint is a no, for the address and for the person.
 *
 * @throws Unusable when there is no such touch
 */
export async function listen(feedback: Feedback, occasion: Occasion, ports: ListenPorts): Promise<void> {
  const { touch, kind, at } = feedback;
  await refuse(feedback, occasion, ports);
  const { ledger } = await ports.people.read(touch.user);
  const noted = await ports.touches.feedback(touch, kind, at, aboutOf(touch, ledger, ports));
  if (noted === 'no-touch') {
    throw new Unusable(
      `touch ${touchId(touch)}: feedback belongs to a touch of ours; send back the touchId as it was given`,
    );
  }
  const record = noted === 'known' ? await ports.touches.read(touch) : noted;
  if (isEngagement(kind) && record) await engaged(touch.user, record, at, occasion, ports);
  if (noted === 'known') return;
  await ports.tallies.add({
    journey: noted.journey,
    group: noted.group,
    at,
    user: touch.user,
    of: noted.channel,
    add: {
      [kind]: 1,
      [`${touch.step}.${kind}`]: 1,
      ...(noted.arm !== undefined && { [`${touch.step}=${noted.arm}.${kind}`]: 1 }),
    },
  });
  const name = announced[kind];
  if (name) await ports.announcer.announce([touchAnnouncement(name, touch, noted)]);
}

/** What a record must say when feedback overtakes its outcome: known only while the ledger knows the run. */
function aboutOf({ run: id, step }: TouchRef, { runs }: Ledger, { journeys }: ListenPorts) {
  const run = runs[id];
  const channel = run && journeys.rules(run.journey)?.steps[step]?.channel;
  return run && channel ? { journey: run.journey, channel, group: run.group } : null;
}

/** The no comes first: whatever else fails, nothing more goes to an address that bounced or complained. */
async function refuse({ suppress: refused, kind, at, touch, event }: Feedback, occasion: Occasion, ports: ListenPorts) {
  if (!refused) return;
  const reason = kind === 'complained' ? 'complained' : 'bounced';
  const users = new Set([touch.user]);
  for (const address of refused.addresses) {
    for (const user of await suppress(refused.channel, address, { reason, at }, occasion, ports)) users.add(user);
  }
  if (kind !== 'complained') return;
  for (const user of users) {
    await withdraw(
      { user, channel: refused.channel, purpose: 'marketing', at, source: 'complaint', event },
      occasion,
      ports,
    );
  }
}

function engaged(user: string, { channel }: TouchRecord, at: number, occasion: Occasion, { people }: ListenPorts) {
  return changeProfileOf(people, occasion, user, (profile) =>
    !profile || (profile.engaged[channel] ?? 0) >= at
      ? null
      : { ...profile, engaged: { ...profile.engaged, [channel]: at } },
  );
}
