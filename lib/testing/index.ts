import { controlSalt, pickArm } from '../domain/assign.ts';
import { isoDuration } from '../domain/duration.ts';
import { fromIso, iso } from '../domain/instant.ts';
import type { FeedbackKind } from '../domain/touch-record.ts';
import { deployment } from '../simulation/deployment.ts';
import { names } from '../simulation/environment.ts';
import type { Fact } from '../simulation/facts.ts';
import type { Acceptance } from '../simulation/providers/acceptances.ts';
import { start, World } from '../simulation/world.ts';

/** Who somebody is: what is left out, is as `person` below says. */
export interface PersonForm {
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly whatsapp?: string | null;
  readonly push?: readonly { readonly platform: 'fcm' | 'apns'; readonly token: string }[] | null;
  readonly timezone?: string;
  readonly locale?: string;
  readonly country?: string;
  readonly region?: string;
  readonly traits?: Readonly<Record<string, unknown>>;
  /** Channels that they agreed to, by double opt-in. @default all */
  readonly consents?: readonly string[];
}

/** A message as a provider accepted it. */
export interface SentMessage {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly user: string;
  readonly journey: string;
  readonly step: string;
  readonly channel: string;
  readonly provider: string;
  readonly to: string;
  readonly subject?: string;
  readonly title?: string;
  readonly text?: string;
  readonly html?: string;
  readonly touchId: string;
}

/** What became of a step: also of one that said nothing. */
export interface DecidedStep {
  readonly at: string;
  readonly journey: string;
  readonly step: string;
  readonly channel: string;
  readonly outcome: string;
  readonly reason?: string;
}

export interface TestWorldOptions {
  /** People by their id; an empty form is somebody whom every channel reaches. */
  readonly people?: Readonly<Record<string, PersonForm>>;
}

const person = (user: string): Required<Omit<PersonForm, 'region'>> => ({
  email: `${user}@example.com`,
  phone: '+4915112345678',
  whatsapp: '+4915112345678',
  push: [{ platform: 'fcm', token: `token-${user}` }],
  timezone: 'Europe/Berlin',
  locale: 'en',
  country: 'DE',
  traits: {},
  consents: ['email', 'push', 'sms', 'whatsapp'],
});

/** As long as the bus and the functions may need for an event. */
const settleMs = 5_000;

/**
 * The deployed program in memory, for tests of journeys: functions, rules and state machines as they are, in virtual time
 * that begins on Monday, 2027-01-11T09:00:00Z. A test takes milliseconds.
 */
export async function testWorld({ people = {} }: TestWorldOptions = {}): Promise<TestWorld> {
  const world = new TestWorld(await World.create({ seed: 1 }));
  for (const [user, form] of Object.entries(people)) await world.introduce(user, form);
  return world;
}

export class TestWorld {
  private readonly world: World;
  private told = 0;

  /** Made by `testWorld`. */
  constructor(world: World) {
    this.world = world;
  }

  /** ISO 8601 UTC. */
  get now(): string {
    return iso(this.world.now);
  }

  /** Makes somebody known, with their consents. */
  async introduce(user: string, form: PersonForm = {}): Promise<void> {
    const { consents, ...profile } = { ...person(user), ...form };
    const source = 'test';
    await this.tellAll([
      ['profile.updated', { userId: user, ...profile }],
      ...consents.map((channel): [string, object] => [
        'consent.changed',
        { userId: user, channel, status: 'granted', basis: 'double_opt_in', source },
      ]),
    ]);
  }

  /** Publishes an app's event now, and waits until it is dealt with. @param detail at least `userId` */
  tell(type: string, detail: Readonly<Record<string, unknown>>): Promise<void> {
    return this.tellAll([[type, detail]]);
  }

  /** Lets time pass up to so long after the start (`P1D`, `PT36H`), or to an instant. */
  async at(when: string): Promise<void> {
    const until = when.startsWith('P') ? start + isoDuration(when) : fromIso(when);
    if (until < this.world.now) throw new RangeError(`${when} is before ${this.now}: time does not go back`);
    await this.world.runTo(until);
  }

  /** Lets so much time pass: `P1D`, `PT30M`. */
  async advance(duration: string): Promise<void> {
    await this.world.runTo(this.world.now + isoDuration(duration));
  }

  /** What providers accepted for somebody, or for all, oldest first; the inbox is a provider too. */
  outbox(user?: string): SentMessage[] {
    return this.world.accepted(user).flatMap((each) => (each.touchId === null ? [] : [this.messageOf(each)]));
  }

  /** What became of each step of somebody's journeys so far, oldest first: sent, skipped or failed, and why. */
  steps(user: string): DecidedStep[] {
    const items = this.world.tables.table(names.peopleTable).partition(`USER#${user}`);
    return items
      .filter(({ sk, outcome }) => String(sk).startsWith('TOUCH#') && outcome !== undefined)
      .map(({ sk, at, journey, channel, outcome, reason }) => ({
        at: iso(Number(at)),
        journey: String(journey),
        step: String(sk).split('#').slice(2).join('#'),
        channel: String(channel),
        outcome: String(outcome),
        ...(reason !== undefined && { reason: String(reason) }),
      }))
      .sort((one, other) => one.at.localeCompare(other.at));
  }

  /** Runs of somebody that may still speak, by their journeys. */
  journeys(user: string): string[] {
    return this.world.allExecutions.flatMap(({ input, status, machine }) => {
      const { run } = JSON.parse(input) as { run?: { user?: string } };
      return status === 'RUNNING' && run?.user === user ? [machine.slice(names.bus.length + 1)] : [];
    });
  }

  /** Somebody opens, clicks or dismisses a message, as their app or their mailbox tells. */
  async react(message: Pick<SentMessage, 'touchId' | 'user' | 'channel' | 'to'>, kind: FeedbackKind): Promise<void> {
    const { touchId, user, channel, to } = message;
    if (channel !== 'email') return this.tell('touch.engaged', { userId: user, touchId, kind });
    const type = emailEvents[kind];
    if (!type) throw new RangeError(`${kind}: an email is ${Object.keys(emailEvents).join(', ')}`);
    const mail = { destination: [to], tags: { touch: [touchId], 'ses:configuration-set': [names.bus] } };
    const what = { timestamp: this.now, ...(kind === 'bounced' && { bounceType: 'Permanent' }) };
    const member = {
      delivered: 'delivery',
      opened: 'open',
      clicked: 'click',
      bounced: 'bounce',
      complained: 'complaint',
    };
    const detail = { mail, [member[kind as keyof typeof member]]: what };
    return this.happen({
      does: 'tell',
      bus: 'default',
      source: 'aws.ses',
      type,
      detail,
      id: this.nextId(),
      at: this.world.now,
    });
  }

  /** Events that could not be used, and why. */
  letters(): { readonly function: string; readonly reason: string }[] {
    const { refused, bus } = this.world;
    return [...refused, ...bus.letters].map(({ function: name, reason = 'failed' }) => ({ function: name, reason }));
  }

  private async tellAll(events: readonly (readonly [type: string, detail: object])[]): Promise<void> {
    const at = this.world.now;
    for (const [type, detail] of events) {
      const id = this.nextId();
      this.world.tell({ does: 'tell', type, detail: { eventId: id, occurredAt: iso(at), ...detail }, id, at });
    }
    await this.world.runTo(at + settleMs);
  }

  private async happen(fact: Fact): Promise<void> {
    this.world.tell(fact);
    await this.world.runTo(this.world.now + settleMs);
  }

  private nextId(): string {
    this.told += 1;
    return `event-${this.told}`;
  }

  private messageOf({ at, user, run, step, channel, provider, to, content, touchId }: Acceptance): SentMessage {
    const execution = this.world.allExecutions.find(({ name }) => name === run);
    const { subject, title, text, html } = content;
    return {
      at: iso(at),
      user: user ?? '',
      journey: execution?.machine.slice(names.bus.length + 1) ?? '',
      step: step ?? '',
      channel,
      provider,
      to,
      ...(subject !== undefined && { subject }),
      ...(title !== undefined && { title }),
      ...(text !== undefined && { text }),
      ...(html !== undefined && { html }),
      touchId: touchId ?? '',
    };
  }
}

const emailEvents: Readonly<Partial<Record<FeedbackKind, string>>> = {
  delivered: 'Email Delivered',
  opened: 'Email Opened',
  clicked: 'Email Clicked',
  bounced: 'Email Bounced',
  complained: 'Email Complaint Received',
};

/**
 * The first id of a series that a journey puts into this group: who is in its control group hangs on the id alone.
 *
 * @param stem what ids begin with; a number follows
 */
export function personIn(group: 'treatment' | 'control', journey: string, stem = 'person'): string {
  const rules = deployment().journeys.find(({ name }) => name === journey)?.rules;
  if (!rules)
    throw new RangeError(
      `journey ${journey}: there is ${deployment()
        .journeys.map(({ name }) => name)
        .join(', ')}`,
    );
  const weights = { control: rules.control, treatment: 1 - rules.control };
  for (let number = 1; number < 10_000; number += 1) {
    const user = `${stem}-${number}`;
    if (pickArm(controlSalt(journey), user, weights) === group) return user;
  }
  throw new RangeError(
    `journey ${journey}: nobody of 10,000 is in its group ${group}; its share of control is ${rules.control}`,
  );
}
