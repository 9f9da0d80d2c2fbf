import { iso } from '../domain/instant.ts';
import { matches } from '../domain/pattern.ts';
import type { RoutingRule } from '../infra/routing/rules.ts';
import type { EventEnvelope } from '../sandbox/events/envelope.ts';
import { targetInput } from '../sandbox/events/transform.ts';
import type { Fault, Faults } from './faults.ts';
import type { Functions, Outcome } from './functions.ts';
import { chance, idOf } from './random.ts';
import type { Scheduler } from './scheduler.ts';

/** An event as it is put on a bus. */
export interface Published {
  readonly bus: string;
  readonly source: string;
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Names it in the trace and gives it its id. */
  readonly key: string;
}

/** What a function could not do after all attempts, or refused for good. */
export interface Letter {
  readonly function: string;
  readonly body: unknown;
  /** Why, where the function refused it. */
  readonly reason?: string;
  readonly key: string;
  readonly at: number;
}

/** One attempt at handing an event to a function, and how it ended. */
export interface Delivery {
  readonly function: string;
  readonly rule: string;
  readonly event: EventEnvelope;
  readonly from: number;
  readonly to: number;
  readonly outcome: Outcome;
}

export interface BusSurroundings {
  readonly scheduler: Scheduler;
  readonly functions: Functions;
  readonly faults: Faults;
  readonly seed: number;
  readonly rules: readonly RoutingRule[];
}

/** How long Lambda waits before the first and the second retry of an event. */
const retryMs = [60_000, 120_000] as const;
const maxAgeMs = 6 * 3_600_000;

/** The buses with their rules, Lambda's queue of events with its retries, and the dead letters. */
export class Bus {
  readonly letters: Letter[] = [];
  readonly deliveries: Delivery[] = [];
  /** Faults on the way that came to pass. */
  readonly fired: Fault[] = [];
  private readonly surroundings: BusSurroundings;
  private readonly listeners: ((event: EventEnvelope) => void)[] = [];

  constructor(surroundings: BusSurroundings) {
    this.surroundings = surroundings;
  }

  onEvent(listen: (event: EventEnvelope) => void): void {
    this.listeners.push(listen);
  }

  /** Puts an event on a bus. @returns its id */
  put({ bus, source, type, detail, key }: Published): string {
    const { scheduler, rules } = this.surroundings;
    const event: EventEnvelope = {
      version: '0',
      id: idOf(`event ${key}`),
      'detail-type': type,
      source,
      account: '000000000000',
      time: iso(scheduler.now),
      region: 'us-east-1',
      resources: [],
      detail,
    };
    for (const listen of this.listeners) listen(event);
    for (const rule of rules) {
      if (rule.bus === bus && rule.pattern && matches(rule.pattern, event)) this.route(rule, event, key);
    }
    return event.id;
  }

  /** Hands a dead letter to its function again, as an operator does: a new event to Lambda. */
  sendAgain(letter: Letter): void {
    const key = `${letter.key} again`;
    this.accept({
      function: letter.function,
      rule: 'sent again',
      payload: letter.body,
      event: eventIn(letter.body),
      key,
    });
  }

  private route(rule: RoutingRule, event: EventEnvelope, key: string): void {
    const { scheduler, seed, faults } = this.surroundings;
    const { input } = rule;
    const transformed = targetInput(event, input ? { transformer: input } : {}, {
      ruleName: rule.name,
      ruleArn: '',
      ingestedAt: event.time,
    });
    const name = `${rule.name} < ${key}`;
    const usual = 1 + Math.floor(400 * chance(seed, 'delivery', name));
    const found = faults.ofDelivery(name);
    this.fired.push(...found);
    const late = Math.max(0, ...found.filter(({ what }) => what !== 'duplicate').map(({ ms = 0 }) => ms));
    const give = (after: number, as: string) =>
      scheduler.after(after, () => {
        this.accept({ function: rule.function, rule: rule.name, payload: transformed, event, key: as });
        return undefined;
      });
    give(usual + late, name);
    const again = found.find(({ what }) => what === 'duplicate');
    if (again) give(usual + (again.ms ?? 0), `${name} (again)`);
  }

  private accept(queued: Queued): void {
    const { scheduler } = this.surroundings;
    this.attempt({ ...queued, requestId: idOf(`request ${queued.key}`), since: scheduler.now }, 1);
  }

  private attempt(queued: Queued & { readonly requestId: string; readonly since: number }, nth: number): void {
    const { scheduler, functions } = this.surroundings;
    const { function: name, payload, key, requestId, since, rule, event } = queued;
    const from = scheduler.now;
    functions.invoke({ function: name, payload, key: nth === 1 ? key : `${key} #${nth}`, requestId }, (outcome) => {
      this.deliveries.push({ function: name, rule, event, from, to: scheduler.now, outcome });
      if (outcome.ok) return;
      const again = scheduler.now + (retryMs[nth - 1] ?? 0);
      if (nth > retryMs.length || again - since > maxAgeMs) {
        this.letters.push({ function: name, body: payload, key, at: scheduler.now });
        scheduler.note(`${key}: dead letter`);
      } else {
        scheduler.at(again, () => {
          this.attempt(queued, nth + 1);
          return undefined;
        });
      }
    });
  }
}

interface Queued {
  readonly function: string;
  readonly rule: string;
  readonly payload: unknown;
  readonly event: EventEnvelope;
  readonly key: string;
}

/** The event of a letter, whatever its rule made of it: what tells one event from another. */
function eventIn(body: unknown): EventEnvelope {
  const { event, ...own } = body as {
    event?: Partial<EventEnvelope> & { detailType?: string };
  } & Partial<EventEnvelope>;
  const { id = '', source = '', time = '', detail = {} } = event ?? own;
  const type = event?.detailType ?? own['detail-type'] ?? '';
  const of = { account: '000000000000', region: 'us-east-1', resources: [] };
  return { version: '0', id, 'detail-type': type, source, time, detail, ...of };
}
