import { createHash } from 'node:crypto';
import { countHour } from '../domain/hours.ts';
import { burstMs, type Click, type FollowedLink, isBurst, isTooFast } from '../domain/machines/clicks.ts';
import { levelCounter } from '../domain/tally/touches.ts';
import type { Tally } from '../domain/tally.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import { satisfies, type TouchRecord } from '../domain/touch-record.ts';
import { zoneOfDay } from '../domain/whereabouts.ts';
import { stepsOn } from './feedback/reach.ts';
import { type NotePorts, note } from './listen.ts';
import type { Occasion } from './ports.ts';
import { changeProfileOf } from './race.ts';

/** A touch, which links of its message were followed, and when its person had engaged before the first of them. */
export interface Followed {
  readonly record: TouchRecord;
  readonly followed: readonly FollowedLink[];
  readonly engaged: number | undefined;
}

/** Which links of a message were followed, and when, kept beside its touch. */
export interface Clicks {
  /**
   * Adds a link to those that were followed.
   *
   * @param engaged when the person had last engaged on this channel before, for a click that is taken back
   * @returns the touch, and all that is known; `null` when there is no such touch
   */
  follow(touch: TouchRef, followed: FollowedLink, engaged: number | undefined): Promise<Followed | null>;
  /** Removes a click noted in this time, which was a machine's, with what it counted. @returns false when there is none */
  takeBack(touch: TouchRef, between: readonly [number, number], counts: readonly Tally[]): Promise<boolean>;
  /** Forgets that somebody came so far on a channel at that very time, and what it counted. @returns whether it was so */
  unreach(
    touch: TouchRef,
    channel: TouchRecord['channel'],
    level: 'opened' | 'clicked',
    at: number,
    counts: readonly Tally[],
  ): Promise<boolean>;
}

export interface ClickPorts extends NotePorts {
  readonly clicks: Clicks;
}

/**
 * Notes a click, as a person's (`clicked`) or as a machine's (`scanned`), which satisfies no guard. A machine is known by
 * its name, by being faster than a person can, and by following several links at once; where the first of these was
 * noted as a person's before the others came, it is taken back.
 *
 * @returns as what it was noted
 * @throws Unusable when there is no such touch
 */
export async function noteClick(
  { touch, at, event, click }: { touch: TouchRef; at: number; event: string; click: Click },
  occasion: Occasion,
  ports: ClickPorts,
): Promise<'clicked' | 'scanned'> {
  const noteAs = async <K extends 'clicked' | 'scanned'>(kind: K): Promise<K> => {
    await note({ touch, kind, at, event }, occasion, ports);
    return kind;
  };
  if (click.byMachine) return noteAs('scanned');
  const { profile } = await ports.people.read(touch.user);
  const record = await ports.touches.read(touch);
  const before = record ? profile?.engaged[record.channel] : undefined;
  const link = { link: nameOf(click.link), at };
  const known = record && (await ports.clicks.follow(touch, link, before));
  if (!known) return noteAs('clicked');
  if (click.timed && isTooFast(at, reachedAt(known.record))) return noteAs('scanned');
  if (!isBurst(known.followed, at, known.record.links)) {
    await noteAs('clicked');
    // Others of a burst may have come while this one was noted, and found nothing yet to take back.
    const since = await ports.clicks.follow(touch, link, before);
    if (!since || !isBurst(since.followed, at, since.record.links)) return 'clicked';
    await takeBack(touch, at, since, occasion, ports);
    return noteAs('scanned');
  }
  await noteAs('scanned');
  await takeBack(touch, at, known, occasion, ports);
  return 'scanned';
}

/** Short, and nothing of the link itself, which may name a person. */
const nameOf = (link: string): string => createHash('sha256').update(link).digest('base64url').slice(0, 8);

/** SES says to the millisecond when a mailbox took an email; receipts of texts come whenever a carrier likes. */
const reachedAt = ({ channel, feedback, at }: TouchRecord): number | undefined =>
  (channel === 'email' ? feedback.delivered : undefined) ?? at;

/**
 * Undoes what the first clicks of a burst were counted for. What was announced of them stays announced. The click itself
 * goes last: whoever dies before finds it there, and each step is done once.
 */
async function takeBack(
  touch: TouchRef,
  at: number,
  { followed, engaged }: Followed,
  occasion: Occasion,
  ports: ClickPorts,
): Promise<void> {
  const [from, until] = [at - burstMs, at + burstMs];
  const record = await ports.touches.read(touch);
  const clicked = record?.feedback.clicked;
  if (!record || clicked === undefined || clicked < from || clicked > until) return;
  const { journey, group, channel, arm } = record;
  // Each of them was taken for an engagement of its own.
  const before = followed.filter((each) => each.at >= from && each.at < at).length;
  await changeProfileOf(ports.people, occasion, touch.user, (profile) => {
    const last = profile?.engaged[channel];
    if (!profile || last === undefined || last < from || last > until) return null;
    const { [channel]: _clicked, ...others } = profile.engaged;
    const hour = countHour(undefined, zoneOfDay(profile, ports.program.timezone, channel), clicked).indexOf(1);
    return {
      ...profile,
      engaged: engaged === undefined ? others : { ...others, [channel]: engaged },
      ...(profile.hours && {
        hours: profile.hours.map((count, each) => (each === hour ? Math.max(0, count - before) : count)),
      }),
    };
  });
  const add = {
    clicked: -1,
    [`${touch.step}.clicked`]: -1,
    ...(arm !== undefined && { [`${touch.step}=${arm}.clicked`]: -1 }),
  };
  const counts = [{ journey, group, user: touch.user, of: channel, at: clicked, add }];
  const uncounted = await uncountPeople(touch, record, clicked, ports);
  await ports.clicks.takeBack(touch, [from, until], [...counts, ...uncounted]);
}

/**
 * Who was counted as a person who clicked, or opened, by that click alone is counted so no more.
 *
 * @returns what is to be counted with the click's own removal: where its step is the only one on its channel
 */
async function uncountPeople(
  touch: TouchRef,
  record: TouchRecord,
  clicked: number,
  { journeys, people, clicks }: ClickPorts,
): Promise<readonly Tally[]> {
  const { journey, group, channel } = record;
  const { clicked: _clicked, ...rest } = record.feedback;
  const lost = (['opened', 'clicked'] as const).filter((level) => !satisfies(level, rest));
  if (lost.length === 0) return [];
  const entered = record.entered ?? (await people.read(touch.user)).ledger.runs[touch.run]?.since ?? clicked;
  const tallyOf = (levels: typeof lost): Tally => {
    const add = Object.fromEntries(levels.map((level) => [levelCounter(level), -1]));
    return { journey, group, at: entered, user: touch.user, of: channel, add };
  };
  if (stepsOn(channel, journeys.rules(journey)) === 1) return [tallyOf(lost)];
  for (const level of lost) await clicks.unreach(touch, channel, level, clicked, [tallyOf([level])]);
  return [];
}
