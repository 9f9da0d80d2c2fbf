import { askApprovalAgainAt } from '../domain/approval.ts';
import { belongs } from '../domain/audience.ts';
import { iso } from '../domain/instant.ts';
import type { Broadcast } from '../domain/journey-rules.ts';
import type { Launch, Segment } from '../domain/launch.ts';
import { nextPageAt, type Pace, paceOf, pagesFor, type StartQuota } from '../domain/pace.ts';
import { askAgainAt, pauseOfJourney } from '../domain/pause.ts';
import { withStanding } from '../domain/standing.ts';
import { type Lists, listPage } from './enlist/list.ts';
import { countsOf, enterAll, type Page } from './enlist/people.ts';
import type { EnterPorts } from './enter.ts';
import type { Occasion, Pausing, Roll } from './ports.ts';

export interface EnlistPorts extends EnterPorts {
  readonly roll: Roll;
  readonly lists: Lists;
  readonly pauses: Pausing['pauses'];
  readonly quota: StartQuota;
  /** Goes on with a segment in an execution of its own; asking twice is asking once. */
  goOn(launch: Launch, segment: Segment): Promise<void>;
}

/** What the loop of a segment hands over. */
export interface EnlistRequest {
  readonly launch: Launch;
  readonly segment: Segment;
}

/** What the loop goes on with: wait until then and come again, or it is over. */
export interface Enlisted extends Segment {
  readonly next: 'page' | 'over';
  readonly wakeAt: string;
}

/** Reads of the table in one page, so that a stretch without anybody of the audience does not take forever. */
const mostReads = 20;

/**
 * One page of a launch: reads on where the last page ended, enters whom the journey speaks to, and says when the next
 * page may begin. Entering is idempotent, so a page that is tried again enters nobody twice.
 */
export async function enlist(
  { launch, segment }: EnlistRequest,
  occasion: Occasion,
  ports: EnlistPorts,
): Promise<Enlisted> {
  const began = occasion.now();
  const over = (last: Segment): Enlisted => ({ ...last, next: 'over', wakeAt: iso(began) });
  const live = await ports.live(launch.journey);
  if (!live || !('audience' in live.rules.enter)) return over(segment);
  if (segment.left <= 0) {
    // A history is full in the end: the rest of this segment is another execution's.
    await ports.goOn(launch, { ...segment, left: pagesFor(1), generation: segment.generation + 1 });
    return over(segment);
  }
  const turned = { ...segment, left: segment.left - 1 };
  const later = (at: number): Enlisted => ({ ...turned, next: 'page', wakeAt: iso(at) });
  const pause = pauseOfJourney(await ports.pauses(), launch.journey);
  if (pause) return later(askAgainAt(pause, began));
  // A launch passes everybody once: going on would refuse them all for good.
  if (!live.enterable) return later(askApprovalAgainAt(live.approval?.since ?? null, began));
  const pace = paceOf(ports.quota, segment.of);
  const page = launch.list
    ? await listPage({ ...launch, list: launch.list }, segment, pace, occasion, ports)
    : await scanPage(launch, segment, live.rules.enter, pace, occasion, ports);
  const { cursor: _before, ...rest } = turned;
  const counted = { ...rest, counts: sum(segment.counts, page.counts), ...(page.cursor && { cursor: page.cursor }) };
  if (!page.cursor) {
    if (launch.list) await ports.lists.close(launch, counted.counts);
    return over(counted);
  }
  return { ...counted, next: 'page', wakeAt: iso(nextPageAt(began, page.started, pace)) };
}

async function scanPage(
  launch: Launch,
  { number, of, cursor }: Segment,
  { audience }: Broadcast,
  pace: Pace,
  occasion: Occasion,
  ports: EnlistPorts,
): Promise<Page> {
  // A journey that speaks to a list has nobody without one.
  if (audience === 'list') return { counts: {}, started: 0 };
  const edges = await ports.edges();
  let counts: Page['counts'] = {};
  let started = 0;
  let after = cursor && 'after' in cursor ? cursor.after : undefined;
  for (let reads = 0; reads < mostReads; reads++) {
    const read = await ports.roll.read({ number, of, audience, ...(after !== undefined && { after }) });
    const standing = { edges, alive: ports.program.alive };
    const members = read.people.filter(({ profile }) =>
      belongs(audience, withStanding(profile, standing, occasion.now()), occasion.now()),
    );
    const now = members.slice(0, pace.people - started);
    const outcomes = await enterAll(launch, now, occasion, ports);
    started += now.length;
    counts = sum(counts, countsOf(outcomes.map(({ outcome }) => outcome)));
    const next = now.length < members.length ? now.at(-1)?.place : read.next;
    if (next === undefined) return { counts, started };
    after = next;
    if (started >= pace.people) break;
  }
  return { counts, started, ...(after !== undefined && { cursor: { after } }) };
}

function sum(one: Segment['counts'], other: Segment['counts']): Record<string, number> {
  const all = { ...one };
  for (const [name, count] of Object.entries(other)) all[name] = (all[name] ?? 0) + count;
  return all;
}
