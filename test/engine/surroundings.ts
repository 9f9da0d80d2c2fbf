import type { Announcement } from '../../lib/domain/announcement.ts';
import type { Standing } from '../../lib/domain/approval.ts';
import type { Channel } from '../../lib/domain/channel.ts';
import type { Delivery, Envelope, Provider } from '../../lib/domain/delivery.ts';
import type { JourneyRules } from '../../lib/domain/journey-rules.ts';
import { emptyLedger, type Ledger, type LedgerRun, withRun } from '../../lib/domain/ledger.ts';
import type { Lessons } from '../../lib/domain/lessons.ts';
import { noPauses, type Pauses } from '../../lib/domain/pause.ts';
import { emptyProfile, type Profile } from '../../lib/domain/profile.ts';
import type { Program } from '../../lib/domain/program.ts';
import type { RefusedEntry } from '../../lib/domain/refused-entry.ts';
import type { TouchRef } from '../../lib/domain/touch-id.ts';
import type { Content, Messages, Occasion, People } from '../../lib/engine/ports.ts';
import type { CountedEvents } from '../../lib/engine/run/counted-events.ts';
import { decodeLedger, encodeLedger } from '../../lib/store/ledger-codec.ts';
import { addressBook } from './address-book.ts';
import { followedLinks } from './followed-links.ts';
import { givenUpList } from './given-up-list.ts';
import { liveJourney } from './live-journey.ts';
import { TouchRecords } from './touch-records.ts';

/** Monday, 09:00 UTC. */
export const monday = Date.parse('2027-01-11T09:00:00Z');
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export const program: Program = {
  caps: [
    ...(['email', 'push', 'sms', 'whatsapp', 'inapp'] as const).map((channel) => ({ max: 1, perMs: day, channel })),
    { max: 5, perMs: 7 * day },
  ],
  windows: Object.fromEntries(
    (['email', 'push', 'sms', 'whatsapp'] as const).map((channel) => [
      channel,
      [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, from: '08:00', to: '21:00' }],
    ]),
  ),
  spreadMs: 0,
  timezone: 'UTC',
  locale: 'en',
  providers: { email: ['mail'], push: ['bell'], inapp: ['box'] },
};

export const welcome: JourneyRules = {
  name: 'welcome',
  purpose: 'marketing',
  priority: 50,
  control: 0,
  caps: [],
  enter: { on: 'user.signed_up', again: { kind: 'once' } },
  goal: { on: 'onboarding.completed', withinMs: 7 * day },
  exits: ['account.deleted'],
  experiments: {},
  first: { step: 'hello', channel: 'push' },
  steps: {
    hello: { name: 'hello', channel: 'push', content: 'hello' },
    'first-steps': { name: 'first-steps', channel: 'email', content: 'first-steps' },
    tips: { name: 'tips', channel: 'inapp', content: 'tips' },
  },
  remembers: ['plan'],
};

export const knownProfile: Profile = {
  ...emptyProfile,
  email: 'ada@example.com',
  push: [{ platform: 'fcm', token: 'token-1' }],
  timezone: 'UTC',
};

/** Everything a procedure talks to, in memory, with the same atomicity as the real thing, and a switch to kill it. */
export class Surroundings {
  time = monday;
  invocations = 0;
  readonly ledgers = new Map<string, Ledger>();
  readonly profiles = new Map<string, { profile: Profile; version: number }>();
  readonly erasedAt = new Map<string, number>();
  readonly kept = new TouchRecords();
  readonly records = this.kept.records;
  readonly givenUp = givenUpList(this.records, this.kept.tallied);
  readonly sent: { provider: string; envelope: Envelope; at: number }[] = [];
  readonly announced: Announcement[] = [];
  readonly tallied = this.kept.tallied;
  readonly started: { run: string; wakeAt: string; branch: string }[] = [];
  readonly stopped: string[] = [];
  readonly evidence: object[] = [];
  /** Which touch each message was, by provider and message id. */
  readonly remembered = new Map<string, TouchRef>();
  /** Names of providers whose feedback names nothing but their own message ids. */
  readonly silent = new Set<string>();
  /** What providers answer, by name; accepted when there is nothing. */
  readonly answers = new Map<string, Delivery[]>();
  journeys: JourneyRules[] = [welcome];
  program = program;
  /** Counts calls to anything outside; the n-th of them kills the invocation, before or after its effect. */
  calls = 0;
  kill: { call: number; when: 'before' | 'after' } | null = null;

  /** Wraps a call so that an invocation can die at it. */
  private async outside<T>(effect: () => T | Promise<T>): Promise<T> {
    const call = ++this.calls;
    if (this.kill?.call === call && this.kill.when === 'before') throw new Error('killed');
    const result = await effect();
    if (this.kill?.call === call && this.kill.when === 'after') throw new Error('killed');
    return result;
  }

  occasion(): Occasion {
    const invocation = `invocation-${++this.invocations}`;
    return { now: () => this.time, invocation, backOff: async () => {} };
  }

  readonly people: People = {
    read: (user) =>
      this.outside(() => {
        const [held, ledger = emptyLedger] = [this.profiles.get(user), this.ledgers.get(user)];
        const at = ledger.version > 0 ? ledger.notBefore : this.erasedAt.get(user);
        const state = ledger.version > 0 || held ? ('returned' as const) : ('done' as const);
        const { profile = null, version: profileVersion = 0 } = held ?? {};
        return { ledger, profile, profileVersion, erasure: at === undefined ? null : { at, state } };
      }),
    writeLedger: (user, ledger, beside = {}) =>
      this.outside(() => {
        if ((this.ledgers.get(user)?.version ?? 0) !== ledger.version) return false;
        if (!this.kept.writeBeside(beside)) return false;
        // Through the codec, so that nothing relies on what is not stored.
        this.ledgers.set(user, decodeLedger(encodeLedger({ ...ledger, version: ledger.version + 1 })));
        return true;
      }),
    followedUp: (user, run, what) =>
      this.outside(() => {
        const ledger = this.ledgers.get(user);
        const { followUps = {}, ...rest } = ledger?.runs[run] ?? {};
        if (!ledger || !what.some((each) => followUps[each])) return;
        const left = Object.fromEntries(
          Object.entries(followUps).filter(([each]) => !what.some((done) => done === each)),
        );
        const after = { ...(rest as LedgerRun), ...(Object.keys(left).length > 0 && { followUps: left }) };
        this.ledgers.set(user, { ...withRun(ledger, after), version: ledger.version + 1 });
      }),
    writeProfile: (user, profile, version) =>
      this.outside(() => {
        if ((this.profiles.get(user)?.version ?? 0) !== version) return false;
        this.profiles.set(user, { profile, version: version + 1 });
        return true;
      }),
  };

  private readonly written = this.kept.ports((effect) => this.outside(effect));
  readonly touches = this.written.touches;
  readonly reaches = this.written.reaches;
  readonly countedEvents: CountedEvents = {
    count: ({ user, event, id }, counts) =>
      this.outside(() => {
        const key = [user, event, id].join(' ');
        if (!this.counted.has(key)) this.kept.writeBeside({ counts });
        this.counted.add(key);
      }),
  };
  private readonly counted = new Set<string>();

  readonly clicks = followedLinks(this.records, this.kept.tallied, (effect) => this.outside(effect));

  /** Stored short links, by id. */
  readonly shortLinks = new Map<string, { url: string; touch: TouchRef }>();
  readonly links = {
    store: (links: readonly { id: string; url: string }[], touch: TouchRef) =>
      this.outside(() => {
        for (const { id, url } of links) this.shortLinks.set(id, { url, touch });
      }),
    find: (id: string) => this.outside(() => this.shortLinks.get(id) ?? null),
  };
  /** What people did with in-app messages. */
  readonly marked: { touch: TouchRef; kind: string }[] = [];
  readonly marks = {
    mark: (touch: TouchRef, kind: string) => this.outside(() => void this.marked.push({ touch, kind })),
  };

  readonly book = addressBook({}, (effect) => this.outside(effect));
  readonly log = { append: (_user: string, said: object) => this.outside(() => void this.evidence.push(said)) };
  readonly refused: RefusedEntry[] = [];
  readonly refusals = {
    note: (_user: string, entry: RefusedEntry) => this.outside(() => void this.refused.push(entry)),
  };
  readonly messages: Messages = {
    remember: (provider, messageId, touch) =>
      this.outside(() => void this.remembered.set(`${provider} ${messageId}`, touch)),
    find: (provider, messageId) => this.outside(() => this.remembered.get(`${provider} ${messageId}`) ?? null),
  };

  /** What somebody stopped. */
  paused: Pauses = noPauses;
  readonly pauses = () => this.outside(() => this.paused);
  /** What was learned of everybody, once it was. */
  learned: { readonly [L in keyof Lessons]?: Lessons[L] } = {};
  readonly edges = () => this.outside(() => this.learned.edges ?? null);
  readonly habits = () => this.outside(() => this.learned.habits ?? null);
  readonly shares = () => this.outside(() => this.learned.shares ?? null);

  /** How the version of a journey that names approvers stands. */
  standing: Standing = { version: 'v1', approved: false, since: null };
  /** Of what was rendered: `undefined` for what is deployed. */
  readonly versions: (string | undefined)[] = [];
  /** Beside what is deployed: what was approved last, whose state machine is the same. */
  approvedLast: JourneyRules | undefined;
  readonly live = (name: string) =>
    this.outside(() => liveJourney(this.rules.journeys.rules(name), this.standing, this.approvedLast));

  readonly announcer = {
    announce: (all: readonly Announcement[]) => this.outside(() => void this.announced.push(...all)),
  };
  readonly executions = {
    start: (run: { id: string }, wake: { wakeAt: string; branch: string }) =>
      this.outside(() => {
        if (!this.started.some((started) => started.run === run.id)) this.started.push({ run: run.id, ...wake });
      }),
    stop: (run: { id: string }) => this.outside(() => void this.stopped.push(run.id)),
  };
  readonly content: Content = {
    has: () => true,
    isFreeText: () => false,
    render: async ({ touch, journey, version }) => {
      this.versions.push(version);
      const rules = version === undefined ? this.journeys.find(({ name }) => name === journey) : this.approvedLast;
      const channel = rules?.steps[touch.step]?.channel ?? 'push';
      if (channel === 'email')
        return { links: [], message: { channel, subject: 's', html: 'h', text: 't' }, unsubscribeUrl: 'https://x/u' };
      return { links: [], message: { channel: channel as 'push', title: 't', body: 'b' } };
    },
  };

  readonly providers = (channel: Channel): readonly (() => Promise<Provider>)[] =>
    (this.program.providers[channel] ?? []).map((name) => async () => ({
      name,
      channel,
      echoes: !this.silent.has(name),
      send: (envelope) =>
        this.outside(() => {
          const answer = this.answers.get(name)?.shift() ?? { verdict: 'accepted' as const, providerId: `${name}-1` };
          if (answer.verdict === 'accepted' || answer.verdict === 'in-doubt') {
            // The inbox keeps one message a touch, whatever happens.
            const again = channel === 'inapp' && this.sent.some((sent) => sent.envelope.touchId === envelope.touchId);
            if (!again) this.sent.push({ provider: name, envelope, at: this.time });
          }
          return answer;
        }),
    }));

  get rules() {
    return {
      program: this.program,
      journeys: { rules: (name: string) => this.journeys.find((j) => j.name === name), all: () => this.journeys },
    };
  }

  /** A person who can be reached everywhere and agreed to everything. */
  know(user: string, profile: Partial<Profile> = {}): void {
    this.profiles.set(user, { profile: { ...knownProfile, ...profile }, version: 1 });
    const granted = { granted: { double_opt_in: monday - day } };
    const consents = { 'email.marketing': granted, 'push.marketing': granted, 'sms.marketing': granted };
    this.ledgers.set(user, { ...emptyLedger, version: 1, consents });
  }

  /** An erasure that has finished. */
  erase(user: string, at = this.time): void {
    for (const kept of [this.ledgers, this.profiles]) kept.delete(user);
    this.erasedAt.set(user, at);
  }

  outcomes(): Record<string, string | undefined> {
    return Object.fromEntries([...this.records].map(([key, { outcome }]) => [key.split('/')[2], outcome]));
  }
}
