import type { ApprovalRequest } from '../domain/approval.ts';
import { type Audience, belongs } from '../domain/audience.ts';
import type { Channel } from '../domain/channel.ts';
import { addHeadcounts, type Countable, type CountTerms, headcountOf } from '../domain/headcount.ts';
import { segments } from '../domain/pace.ts';
import { withStanding } from '../domain/standing.ts';
import { type AskablePorts, askable } from './askable.ts';
import type { Census, CountedSegment, Headcounts } from './count/ports.ts';
import type { Learned, Occasion, Rules } from './ports.ts';

export interface CountPorts extends AskablePorts, Rules, Pick<Learned, 'edges'> {
  readonly census: Census;
  readonly headcounts: Pick<Headcounts, 'read' | 'write'>;
}

/** One invocation stops after so many reads of up to a megabyte, or this long, well before its function's timeout. */
const mostReads = 100;
const mostMs = 10_000;

/**
 * Counts on, in one segment of the table, whom the version that is to be approved is for. How far it came is in the table:
 * an execution's history names nobody.
 *
 * @throws NotAsked when there is nothing to ask, and so nothing to count
 */
export async function count(
  request: ApprovalRequest,
  number: number,
  occasion: Pick<Occasion, 'now'>,
  ports: CountPorts,
): Promise<{ readonly next: 'page' | 'over' }> {
  const { terms } = await askable(request, ports);
  const rules = ports.journeys.rules(request.journey);
  if (!rules || !('audience' in rules.enter) || rules.enter.audience === 'list') return { next: 'over' };
  const before = await ports.headcounts.read(request, number);
  if (before?.over) return { next: 'over' };
  const counting = {
    audience: rules.enter.audience,
    terms: {
      purpose: rules.purpose,
      journey: request.journey,
      channels: Object.keys(terms.messages) as Channel[],
      program: ports.program,
    },
  };
  const after = await countOn(before ?? fresh, number, counting, occasion, ports);
  // Losing to another invocation of the same page loses nothing: it counted the same people.
  await ports.headcounts.write(request, number, after, occasion.now());
  return { next: after.over ? 'over' : 'page' };
}

const fresh: CountedSegment = { page: 0, over: false, headcount: {} };

interface Counting {
  readonly audience: Audience;
  readonly terms: CountTerms;
}

async function countOn(
  before: CountedSegment,
  number: number,
  { audience, terms }: Counting,
  occasion: Pick<Occasion, 'now'>,
  ports: CountPorts,
): Promise<CountedSegment> {
  const began = occasion.now();
  const standing = { edges: await ports.edges(), alive: ports.program.alive };
  const isMember = ({ profile }: Countable) => belongs(audience, withStanding(profile, standing, began), began);
  let { headcount } = before;
  let reads = 0;
  for await (const { people, next } of ports.census.pages({ number, of: segments, audience, after: before.after })) {
    headcount = addHeadcounts(headcount, headcountOf(people.filter(isMember), terms, began));
    reads += 1;
    const isEnough = reads >= mostReads || occasion.now() - began >= mostMs;
    if (next !== undefined && isEnough) return { page: before.page + 1, over: false, headcount, after: next };
  }
  return { page: before.page + 1, over: true, headcount };
}
