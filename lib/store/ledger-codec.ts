import { type Channel, channels, type Purpose } from '../domain/channel.ts';
import { type Basis, bases, type ConsentKey, type ConsentRecord } from '../domain/consent.ts';
import type { Reached } from '../domain/conversion.ts';
import { type FollowUp, type FollowUps, followUps } from '../domain/ledger/follow-up.ts';
import {
  type Ending,
  emptyLedger,
  type Ledger,
  type LedgerRun,
  type LedgerTouch,
  type Suppression,
} from '../domain/ledger.ts';
import { channelOf, letterOf, type Passed } from '../domain/passage.ts';
import type { Frequency, Wishes } from '../domain/wishes.ts';
import { decodeNext, encodeNext, type NextItem } from './next-touch-codec.ts';

/**
 * The ledger as stored. Every touch reads and writes it, and DynamoDB charges by the kilobyte, attribute names
 * included: so names are short, times are seconds, and lists are strings.
 */
export interface LedgerItem {
  /** version */
  readonly v: number;
  /**
   * consents: `email.marketing` → `double_opt_in=1768122000 -=1768122001`, `-` being the withdrawal, and `~=express` the
   * bases that were restated
   */
  readonly c?: Readonly<Record<string, string>>;
  /** suppressions: `email` → `bounced=1768122000`; `complained=1768122000=bounced` for an address that bounced as well */
  readonly s?: Readonly<Record<string, string>>;
  /** the mailbox's opt-out, seconds */
  readonly m?: number;
  /** touches: `1768122000 push m welcome [ghost run]` */
  readonly t?: readonly string[];
  /** runs, by id */
  readonly r?: Readonly<Record<string, RunItem>>;
  /** entries by journey, seconds */
  readonly e?: Readonly<Record<string, number>>;
  /** early goals and exits by event, seconds */
  readonly g?: Readonly<Record<string, number>>;
  /** wishes: paused until (seconds), frequency, topics that are off */
  readonly w?: WishesItem;
  /** not before, milliseconds: when somebody of this id was erased */
  readonly b?: number;
  /** an erasure that is under way: everything else is gone */
  readonly erasing?: ErasingItem;
}

/** When it was asked for, in milliseconds, and the runs: id, journey and the step that was claimed last. */
export interface ErasingItem {
  readonly at: number;
  readonly runs: readonly (readonly [string, string, string?])[];
}

interface WishesItem {
  readonly p?: number;
  readonly f?: Frequency;
  readonly o?: readonly string[];
}

interface RunItem {
  readonly j: string;
  readonly c?: 1;
  readonly a: number;
  readonly f: number;
  readonly p: number;
  readonly g?: readonly [string, number];
  readonly x?: Readonly<Record<string, string>>;
  readonly d?: Readonly<Record<string, unknown>>;
  readonly n?: NextItem;
  readonly l?: string;
  /** claim: step, milliseconds, invocation, attempt */
  readonly k?: readonly [string, number, string, number];
  readonly b: string;
  readonly o?: readonly [Ending, number, string];
  readonly y?: ReachedItem;
  /** counts until, seconds */
  readonly u?: number;
  /** other goals reached, by name */
  readonly z?: Readonly<Record<string, ReachedItem>>;
  /** funnel: bits seen, invocation */
  readonly w?: readonly [number, string];
  /** passed: minutes since the claim and the channel's letter, a capital one where it spoke: `0P 1440e` */
  readonly q?: string;
  /** follow-ups that are left to do, seconds and invocation: started, converted, ended */
  readonly hs?: FollowUpItem;
  readonly hc?: FollowUpItem;
  readonly he?: FollowUpItem;
}

type FollowUpItem = readonly [number, string];

/** Attributes of a run of their own, so that one can be removed without reading the ledger. */
export const followUpAttributes = { started: 'hs', converted: 'hc', ended: 'he' } as const satisfies Readonly<
  Record<FollowUp, keyof RunItem>
>;

/** Seconds, invocation, value, digests of events. */
type ReachedItem = readonly [number, string, (number | null)?, string?];

const seconds = (ms: number) => Math.floor(ms / 1000);
const ms = (seconds: number) => seconds * 1000;
const ifAny = <T extends object>(value: T): T | undefined =>
  (Array.isArray(value) ? value.length : Object.keys(value).length) > 0 ? value : undefined;
const mapValues = <A, B>(from: Readonly<Record<string, A>>, to: (value: A, key: string) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value, key)]));

export function encodeLedger(ledger: Ledger): LedgerItem {
  const item = {
    v: ledger.version,
    c: ifAny(mapValues(ledger.consents as Record<string, ConsentRecord>, encodeConsent)),
    s: ifAny(mapValues(ledger.suppressed as Record<string, Suppression>, encodeSuppression)),
    m: ledger.mailboxOptOut === undefined ? undefined : seconds(ledger.mailboxOptOut),
    t: ifAny(ledger.touches.map(encodeTouch)),
    r: ifAny(mapValues(ledger.runs, encodeRun)),
    e: ifAny(mapValues(ledger.entries, seconds)),
    g: ifAny(mapValues(ledger.early, seconds)),
    w: ledger.wishes && ifAny(encodeWishes(ledger.wishes)),
    b: ledger.notBefore,
  };
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as unknown as LedgerItem;
}

export function decodeLedger(item: LedgerItem | undefined): Ledger {
  // Of somebody who is being erased nothing counts any more.
  if (!item || item.erasing) return emptyLedger;
  return {
    version: item.v,
    consents: mapValues(item.c ?? {}, decodeConsent) as Partial<Record<ConsentKey, ConsentRecord>>,
    suppressed: mapValues(item.s ?? {}, decodeSuppression),
    ...(item.m !== undefined && { mailboxOptOut: ms(item.m) }),
    touches: (item.t ?? []).map(decodeTouch),
    runs: mapValues(item.r ?? {}, decodeRun),
    entries: mapValues(item.e ?? {}, ms),
    early: mapValues(item.g ?? {}, ms),
    ...(item.w && { wishes: decodeWishes(item.w) }),
    ...(item.b !== undefined && { notBefore: item.b }),
  };
}

const encodeWishes = ({ pausedUntil, frequency, topicsOff = [] }: Wishes): WishesItem => ({
  ...(pausedUntil !== undefined && { p: seconds(pausedUntil) }),
  ...(frequency && { f: frequency }),
  ...(topicsOff.length > 0 && { o: topicsOff }),
});

const decodeWishes = ({ p, f, o }: WishesItem): Wishes => ({
  ...(p !== undefined && { pausedUntil: ms(p) }),
  ...(f && { frequency: f }),
  ...(o && { topicsOff: o }),
});

function encodeConsent({ granted, withdrawn, restated = [] }: ConsentRecord): string {
  const yes = Object.entries(granted).map(([basis, at]) => `${basis}=${seconds(at)}`);
  const no = withdrawn === undefined ? [] : [`-=${seconds(withdrawn)}`];
  return [...yes, ...no, ...(restated.length > 0 ? [`~=${restated.join(',')}`] : [])].join(' ');
}

function decodeConsent(text: string): ConsentRecord {
  const said = text.split(' ').map((part) => part.split('='));
  const isBasis = (who: string | undefined) => who !== '-' && who !== '~';
  const granted = said.filter(([who]) => isBasis(who)).map(([basis, at]) => [basis as Basis, ms(Number(at))] as const);
  const no = said.find(([who]) => who === '-');
  const told = said.find(([who]) => who === '~')?.[1]?.split(',');
  const restated = told && bases.filter((basis) => told.includes(basis));
  return {
    granted: Object.fromEntries(granted),
    ...(no && { withdrawn: ms(Number(no[1])) }),
    ...(restated && restated.length > 0 && { restated }),
  };
}

const encodeSuppression = ({ reason, at, bounced }: Suppression): string =>
  `${reason}=${seconds(at)}${bounced ? '=bounced' : ''}`;

function decodeSuppression(text: string): Suppression {
  const [reason, at, also] = text.split('=');
  return { reason: reason as Suppression['reason'], at: ms(Number(at)), ...(also === 'bounced' && { bounced: true }) };
}

const encodeTouch = ({ at, channel, purpose, journey, ghost }: LedgerTouch): string =>
  [seconds(at), channel, purpose === 'marketing' ? 'm' : 't', journey, ...(ghost === undefined ? [] : [ghost])].join(
    ' ',
  );

function decodeTouch(text: string): LedgerTouch {
  const [at, channel, purpose, journey = '', ghost] = text.split(' ');
  return {
    at: ms(Number(at)),
    channel: channels.find((known): known is Channel => known === channel) ?? 'email',
    purpose: (purpose === 't' ? 'transactional' : 'marketing') satisfies Purpose,
    journey,
    ...(ghost !== undefined && { ghost }),
  };
}

function encodeRun(run: LedgerRun): RunItem {
  return {
    j: run.journey,
    ...(run.group === 'control' && { c: 1 as const }),
    a: seconds(run.at),
    f: seconds(run.since),
    p: run.priority,
    ...(run.goal && { g: [run.goal.on, seconds(run.goal.until)] as const }),
    ...(ifAny(run.arms) && { x: run.arms }),
    ...(ifAny(run.data) && { d: run.data }),
    ...(run.next && { n: encodeNext(run.next) }),
    ...(run.last !== undefined && { l: run.last }),
    ...(run.claim && { k: [run.claim.step, run.claim.at, run.claim.invocation, run.claim.attempt] as const }),
    b: run.by,
    ...(run.ended && { o: [run.ended.why, seconds(run.ended.at), run.ended.by] as const }),
    ...(run.converted && { y: encodeReached(run.converted) }),
    ...(run.countsUntil !== undefined && { u: seconds(run.countsUntil) }),
    ...(run.reached && { z: mapValues(run.reached, encodeReached) }),
    ...(run.funnel && { w: [run.funnel.seen, run.funnel.by] as const }),
    ...(run.passed && { q: encodePassed(run.passed, run.since) }),
    ...encodeFollowUps(run.followUps ?? {}),
  };
}

const encodeFollowUps = (noted: FollowUps): Pick<RunItem, 'hs' | 'hc' | 'he'> =>
  Object.fromEntries(
    followUps.flatMap((what) => {
      const { at, by } = noted[what] ?? {};
      return at === undefined ? [] : [[followUpAttributes[what], [seconds(at), by]]];
    }),
  );

function decodeFollowUps(item: RunItem): FollowUps {
  const noted = followUps.flatMap((what) => {
    const [at, by] = item[followUpAttributes[what]] ?? [];
    return at === undefined || by === undefined ? [] : [[what, { at: ms(at), by }] as const];
  });
  return Object.fromEntries(noted);
}

function encodeReached({ at, by, value, events }: Reached): ReachedItem {
  if (events) return [seconds(at), by, value ?? null, events.join(' ')];
  return value === undefined ? [seconds(at), by] : [seconds(at), by, value];
}

function decodeReached([at, by, value, events]: ReachedItem): Reached {
  return {
    at: ms(at),
    by,
    ...(typeof value === 'number' && { value }),
    ...(events !== undefined && { events: events.split(' ') }),
  };
}

const minuteMs = 60_000;

const encodePassed = (passed: readonly Passed[], since: number): string =>
  passed
    .map(({ channel, at, spoke }) => {
      const letter = letterOf(channel);
      return `${Math.floor((at - since) / minuteMs)}${spoke ? letter.toUpperCase() : letter}`;
    })
    .join(' ');

const decodePassed = (text: string, since: number): Passed[] =>
  text.split(' ').flatMap((word) => {
    const letter = word.slice(-1);
    const channel = channelOf(letter.toLowerCase());
    const at = since + Number(word.slice(0, -1)) * minuteMs;
    return channel ? [{ channel, at, spoke: letter !== letter.toLowerCase() }] : [];
  });

function decodeRun(item: RunItem, id: string): LedgerRun {
  const [goal, next, claim, ended, converted] = [item.g, item.n, item.k, item.o, item.y];
  return {
    id,
    journey: item.j,
    group: item.c ? 'control' : 'treatment',
    at: ms(item.a),
    since: ms(item.f),
    priority: item.p,
    ...(goal && { goal: { on: goal[0], until: ms(goal[1]) } }),
    arms: item.x ?? {},
    data: item.d ?? {},
    ...(next && { next: decodeNext(next) }),
    ...(item.l !== undefined && { last: item.l }),
    ...(claim && { claim: { step: claim[0], at: claim[1], invocation: claim[2], attempt: claim[3] } }),
    by: item.b,
    ...(ended && { ended: { why: ended[0], at: ms(ended[1]), by: ended[2] } }),
    ...(converted && { converted: decodeReached(converted) }),
    ...(item.u !== undefined && { countsUntil: ms(item.u) }),
    ...(item.z && { reached: mapValues(item.z, decodeReached) }),
    ...(item.w && { funnel: { seen: item.w[0], by: item.w[1] } }),
    ...(item.q !== undefined && { passed: decodePassed(item.q, ms(item.f)) }),
    ...((item.hs || item.hc || item.he) && { followUps: decodeFollowUps(item) }),
  };
}
