import { iso } from '../../domain/instant.ts';
import { parseWritten } from '../../domain/pattern/written-number.ts';
import { matches } from '../../domain/pattern.ts';
import type { Inventory } from '../assembly/inventory.ts';
import type { VirtualClock } from '../clock.ts';
import type { InFlight } from '../idle.ts';
import type { Random } from '../random.ts';
import { account, region } from '../region.ts';
import type { Signals } from '../signals.ts';
import type { EventEnvelope } from './envelope.ts';
import { busName, type Rule, readRules } from './rules.ts';

/** Hands an event to one target of a rule it matched. */
export type DeliverToTarget = (event: EventEnvelope, rule: Rule, targetIndex: number) => void;

export interface BusSurroundings {
  readonly clock: VirtualClock;
  readonly inFlight: InFlight;
  readonly random: Random;
  readonly signals: Signals;
}

/** What a publisher says of an event. */
export interface Publication {
  readonly source: string;
  readonly detailType: string;
  readonly detail: EventEnvelope['detail'];
  /** The detail as it was written: patterns compare numbers by their digits. */
  readonly written?: string;
  readonly resources?: readonly string[];
  /** Epoch milliseconds; virtual now unless said. */
  readonly time?: number;
}

/** The event buses: match each event against the rules, and deliver without any order, as EventBridge does. */
export class Buses {
  readonly names: readonly string[];
  private readonly rules: readonly Rule[];
  private readonly surroundings: BusSurroundings;
  private readonly deliver: DeliverToTarget;
  private readonly written = new WeakMap<EventEnvelope, string>();
  private waiting: (() => void)[] = [];

  constructor(inventory: Inventory, surroundings: BusSurroundings, deliver: DeliverToTarget) {
    this.rules = readRules(inventory);
    // A partner's bus is none of the template's; whoever publishes on it here plays the partner.
    const partners = this.rules.map(({ bus }) => bus).filter((bus) => bus.startsWith('aws.partner/'));
    const ours = inventory.all('AWS::Events::EventBus').map(({ name }) => name);
    this.names = ['default', ...ours, ...new Set(partners)];
    this.surroundings = surroundings;
    this.deliver = deliver;
  }

  has(bus: string): boolean {
    return this.names.includes(busName(bus));
  }

  /** Accepts an event on a bus and answers its id; deliveries follow. */
  publish(bus: string, { source, detailType, detail, written, resources = [], time }: Publication): string {
    const { clock, random, signals } = this.surroundings;
    const event: EventEnvelope = {
      version: '0',
      id: random.uuid(),
      'detail-type': detailType,
      source,
      account,
      time: iso(time ?? clock.now()),
      region,
      resources,
      detail,
    };
    if (written !== undefined) this.written.set(event, written);
    signals.emit('event', event, busName(bus));
    this.pass(event, bus);
    return event.id;
  }

  /** Takes an event that exists already through another bus's rules. */
  pass(event: EventEnvelope, bus: string): void {
    const name = busName(bus);
    const written = this.written.get(event);
    const compared = written === undefined ? event : { ...event, detail: parseWritten(written) };
    for (const rule of this.rules) {
      if (rule.bus === name && rule.pattern && matches(rule.pattern, compared)) this.trigger(rule, event);
    }
  }

  /** Fires the scheduled rules from now on: each first when its time has gone by once, as EventBridge does. */
  start(): void {
    for (const rule of this.rules) if (rule.everyMs !== undefined) this.fireEvery(rule, rule.everyMs);
  }

  private fireEvery(rule: Rule, everyMs: number): void {
    const { clock, random } = this.surroundings;
    const due = clock.now() + everyMs;
    clock.at(due, () => {
      this.fireEvery(rule, everyMs);
      this.trigger(rule, {
        version: '0',
        id: random.uuid(),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account,
        time: iso(due),
        region,
        resources: [rule.arn],
        detail: {},
      });
    });
  }

  private trigger(rule: Rule, event: EventEnvelope): void {
    for (const index of rule.targets.keys()) this.later(() => this.deliver(event, rule, index));
  }

  private later(delivery: () => void): void {
    this.surroundings.inFlight.enter();
    this.waiting.push(delivery);
    if (this.waiting.length === 1) setImmediate(() => this.flush());
  }

  private flush(): void {
    const deliveries = this.surroundings.random.shuffle(this.waiting);
    this.waiting = [];
    for (const delivery of deliveries) {
      delivery();
      this.surroundings.inFlight.leave();
    }
  }
}
