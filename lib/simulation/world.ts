import { program } from '../../statemachines/program.ts';
import { iso } from '../domain/instant.ts';
import { Bus, type Letter } from './bus.ts';
import { deployment } from './deployment.ts';
import { DynamoDb } from './dynamo/operations.ts';
import { environmentOf, lettersUrl, names } from './environment.ts';
import type { Fact } from './facts.ts';
import { type Fault, type Faults, noFaults } from './faults.ts';
import { Functions, type Outcome } from './functions.ts';
import { type Execution, Executions } from './machine/executions.ts';
import { type Acceptance, Acceptances } from './providers/acceptances.ts';
import { Providers } from './providers/providers.ts';
import { streamOf } from './random.ts';
import { requestOf } from './requests.ts';
import { Scheduler } from './scheduler.ts';
import { install, loadHandlers } from './seams/handlers.ts';
import { webCall } from './seams/web.ts';
import { Services } from './services.ts';

/** When simulations begin: 2027-01-11T09:00:00Z, a Monday. */
export const start = 1_799_658_000_000;

export interface WorldOptions {
  readonly seed: number;
  /** Decides what goes wrong. @default nothing */
  readonly faults?: (world: { readonly now: number }) => Faults;
  /** How slow calls may be: 0 for never, 1 for seconds now and then. @default 0 */
  readonly slowness?: number;
}

/** One request to the HTTP API, answered or not. */
export interface Answered {
  readonly fact: Fact;
  readonly from: number;
  readonly to: number;
  readonly outcome: Outcome;
}

/** Told when an execution waits for an instant. */
export type Waiting = (until: number, input: unknown) => void;

/**
 * One world in memory and virtual time that runs the functions as they are deployed. Everything in it hangs on the seed and
 * on what is told, so the same is the same to the last step. One world runs at a time in a process.
 */
export class World {
  readonly seed: number;
  readonly scheduler = new Scheduler(start);
  readonly tables: DynamoDb;
  readonly functions: Functions;
  readonly bus: Bus;
  readonly executions: Executions;
  readonly acceptances: Acceptances;
  /** Everything that was told, oldest first. */
  readonly facts: Fact[] = [];
  readonly answered: Answered[] = [];
  /** What functions refused for good. */
  readonly refused: Letter[] = [];
  readonly logs: string[] = [];
  /** Objects in the bucket of lists, by key. */
  readonly objects = new Map<string, Uint8Array>();
  private readonly waitings: Waiting[] = [];
  private readonly providers: Providers;
  private readonly services: Services;
  /** How often each request was made. */
  private readonly asked = new Map<string, number>();
  private current = '';

  private constructor(
    { seed, faults, slowness = 0 }: WorldOptions,
    handlers: ConstructorParameters<typeof Functions>[0]['handlers'],
  ) {
    const { rules, machines } = deployment();
    const { scheduler } = this;
    this.seed = seed;
    const decided = faults?.(scheduler) ?? noFaults;
    const enter = (name: string) => this.enter(name);
    this.functions = new Functions({ scheduler, seed, faults: decided, slowness, handlers, enter });
    const { functions } = this;
    this.bus = new Bus({ scheduler, functions, faults: decided, seed, rules });
    const now = () => scheduler.now;
    const caller = () => functions.caller;
    this.tables = new DynamoDb([names.peopleTable, names.tallyTable], { now, caller, seed });
    this.acceptances = new Acceptances(now);
    const waiting: Waiting = (until, input) => {
      for (const listen of this.waitings) listen(until, input);
    };
    const { bus, tables, acceptances, objects } = this;
    this.executions = new Executions({ scheduler, functions, seed, bus, machines, waiting });
    this.providers = new Providers({ acceptances, random: streamOf(seed, 'providers'), now });
    this.services = new Services({
      tables,
      bus,
      executions: this.executions,
      providers: this.providers,
      acceptances,
      objects,
      caller,
      refuse: (queueUrl, body, reason) => this.refuse(queueUrl, body, reason),
    });
    tables.onWrite(({ before, after, pk, sk }) => {
      if (!sk.startsWith('INBOX#') || before || typeof after?.touchId !== 'string') return;
      const { touchId, title, body } = after;
      const content = { title: String(title), text: String(body) };
      const to = pk.replace(/^USER#/, '');
      acceptances.accept({
        touchId,
        channel: 'inapp',
        provider: 'inbox',
        providerId: touchId,
        to,
        content,
        request: after,
      });
    });
  }

  /** Makes a world with nobody in it. */
  static async create(options: WorldOptions): Promise<World> {
    return new World(options, await loadHandlers(environmentOf(program.orders)));
  }

  get now(): number {
    return this.scheduler.now;
  }

  /** Everything that went wrong. */
  get faults(): readonly Fault[] {
    return [...this.functions.fired, ...this.bus.fired];
  }

  /** Lets something happen outside, at its instant. */
  tell(fact: Fact): void {
    this.scheduler.at(fact.at, () => {
      this.facts.push(fact);
      if (fact.does !== 'tell') return this.ask(fact);
      const { type, detail, id, source = 'app', bus = names.bus } = fact;
      this.scheduler.note(`tell ${id} ${type}`);
      this.bus.put({ bus, source, type, detail, key: id });
      return undefined;
    });
  }

  /** Hears of every execution that begins to wait. */
  onWaiting(listen: Waiting): void {
    this.waitings.push(listen);
  }

  /** Lets time pass up to an instant, with all that falls due. */
  async runTo(until: number): Promise<void> {
    const remove = install({
      now: () => this.scheduler.now,
      random: () => this.functions.random(),
      timer: (run, ms) => this.functions.timer(run, ms),
      send: async (command, input) => this.functions.call(this.services.callOf(command, input)),
      fetch: async (url, init) => (await this.functions.call(webCall(url, init, this.providers))) as Response,
      log: (line) => this.logs.push(`${iso(this.scheduler.now)} ${line}`),
    });
    try {
      await this.scheduler.runTo(until);
    } finally {
      remove();
    }
  }

  /** Every execution, in the order of their start. */
  get allExecutions(): readonly Execution[] {
    return [...this.executions.all.values()];
  }

  /** All that providers accepted for one person, or for all. */
  accepted(user?: string): readonly Acceptance[] {
    return this.acceptances.all.filter((each) => user === undefined || each.user === user);
  }

  private async ask(fact: Fact): Promise<void> {
    const asked = await requestOf(fact);
    if (!asked || fact.does === 'tell') return;
    const from = this.scheduler.now;
    const name = `${fact.does} ${fact.id}`;
    const nth = (this.asked.get(name) ?? 0) + 1;
    this.asked.set(name, nth);
    const key = nth === 1 ? name : `${name} (${nth})`;
    this.scheduler.note(`request ${key}`);
    this.functions.invoke({ function: asked.function, payload: asked.request, key }, (outcome) => {
      this.answered.push({ fact, from, to: this.scheduler.now, outcome });
    });
  }

  /** Environments are one to a function; what differs between them is set before each goes on. */
  private enter(name: string): void {
    if (this.current === name) return;
    this.current = name;
    process.env.AWS_LAMBDA_FUNCTION_NAME = `${names.bus}-${name}`;
    process.env.DEAD_LETTERS = lettersUrl(name);
  }

  private refuse(queueUrl: string, body: string, reason: string): void {
    const name = /polyphony-(\w+)-dead-letters$/.exec(queueUrl)?.[1] ?? queueUrl;
    this.refused.push({ function: name, body: JSON.parse(body), reason, key: this.functions.caller, at: this.now });
  }
}
