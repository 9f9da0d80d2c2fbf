import { AsyncLocalStorage } from 'node:async_hooks';
import type { Call } from './call.ts';
import { behaviourOf, type CallFault, type Fault, type Faults } from './faults.ts';
import { toSdkError } from './providers/errors.ts';
import { chance, idOf, pick } from './random.ts';
import type { Scheduler } from './scheduler.ts';
import { SimulationError } from './simulation-error.ts';
import { nextTurn, orStandstill } from './standstill.ts';

/** A handler as Lambda calls it. */
export type Handler = (event: unknown, context: { readonly awsRequestId: string }) => Promise<unknown>;

/** What became of an invocation. */
export type Outcome =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: string; readonly message: string };

export interface Request {
  /** Folder in `lambdas/`. */
  readonly function: string;
  readonly payload: unknown;
  /** Names the invocation, the same in every run of the same scenario. */
  readonly key: string;
  /** The same over Lambda's own retries. @default one of its own */
  readonly requestId?: string;
}

/** A function at work. */
interface Invocation {
  readonly key: string;
  readonly function: string;
  readonly random: () => number;
  readonly until: number;
  readonly ended: (outcome: Outcome) => void;
  readonly counts: Map<string, number>;
  alive: boolean;
  /** Calls that have not been answered. */
  open: number;
  /** Called when it asks again, or ends. */
  moved: (() => void) | null;
}

export interface FunctionsSurroundings {
  readonly scheduler: Scheduler;
  readonly seed: number;
  readonly faults: Faults;
  /** How long calls take. */
  readonly slowness: number;
  readonly handlers: ReadonlyMap<string, Handler>;
  /** Told before a function goes on, so that what is one to a process can be its. */
  readonly enter: (name: string) => void;
}

/** The function's timeout in milliseconds; that which learns looks at whole tables. */
const timeoutOf = (name: string): number => (name === 'learn' ? 900_000 : 30_000);

/**
 * Lambda: runs handlers as they are deployed, answering ONE of their calls at a time. After each answer it waits until
 * that invocation asks again or ends, so that real time spent inside changes nothing. An invocation that is killed is
 * never answered again.
 */
export class Functions {
  /** What went wrong so far. */
  readonly fired: Fault[] = [];
  private readonly surroundings: FunctionsSurroundings;
  private running: Invocation | undefined;
  /** Whose call it is, where a function does several things side by side. */
  private readonly own = new AsyncLocalStorage<Invocation>();

  constructor(surroundings: FunctionsSurroundings) {
    this.surroundings = surroundings;
  }

  /** The invocation that is moving now. */
  get caller(): string {
    return this.running?.key ?? '';
  }

  /** A number in [0, 1) for whoever moves now. */
  random(): number {
    return (this.own.getStore() ?? this.running)?.random() ?? 0.5;
  }

  /** Invokes a function; `ended` hears once what became of it. */
  invoke({ function: name, payload, key, requestId }: Request, ended: (outcome: Outcome) => void): void {
    const { scheduler, handlers, seed } = this.surroundings;
    const handler = handlers.get(name);
    if (!handler)
      throw new SimulationError(`function ${name}: lambdas/ has no such handler, or the world did not load it`);
    let drawn = 0;
    const invocation: Invocation = {
      key,
      function: name,
      random: () => chance(seed, 'random', key, drawn++),
      until: scheduler.now + timeoutOf(name),
      ended,
      counts: new Map(),
      alive: true,
      open: 0,
      moved: null,
    };
    scheduler.at(scheduler.now, () => {
      scheduler.note(`invoke ${key}`);
      scheduler.at(invocation.until, () => this.kill(invocation, 'Task timed out'));
      return this.moving(invocation, () => {
        const context = { awsRequestId: requestId ?? idOf(`request ${key}`) };
        const run = () => handler(structuredClone(payload), context);
        this.own.run(invocation, run).then(
          (result) => this.end(invocation, { ok: true, result }),
          (error: unknown) => this.end(invocation, failureOf(error)),
        );
      });
    });
  }

  /** A call of the invocation that is moving. */
  call(call: Call): Promise<unknown> {
    const invocation = this.own.getStore();
    if (!invocation) throw new SimulationError(`${call.name}: no function is running that could have called it`);
    if (!invocation.alive) return new Promise(() => undefined);
    if (call.kind === 'lookup') return now(() => call.run());
    const { scheduler, seed, slowness } = this.surroundings;
    const nth = (invocation.counts.get(call.name) ?? 0) + 1;
    invocation.counts.set(call.name, nth);
    const key = `${invocation.key} / ${call.name} ${nth}`;
    const typical = pick(chance(seed, 'latency', key), [4, 6, 9, 14, 50 * slowness, 2_000 * slowness ** 3]);
    const latency = 1 + Math.floor(typical * chance(seed, 'jitter', key));
    return new Promise((resolve, reject) => {
      scheduler.after(latency, () => this.carryOut(invocation, call, key, resolve, reject));
      this.asked(invocation);
    });
  }

  /** What `setTimeout` is to a function. */
  timer(run: () => void, ms: number): void {
    const invocation = this.own.getStore();
    if (!invocation) throw new SimulationError('a timer: no function is running that could have set it');
    this.surroundings.scheduler.after(Math.max(1, ms), () => {
      if (!invocation.alive) return undefined;
      invocation.open -= 1;
      return this.moving(invocation, run);
    });
    this.asked(invocation);
  }

  private asked(invocation: Invocation): void {
    invocation.open += 1;
    this.move(invocation);
  }

  private move(invocation: Invocation): void {
    const { moved } = invocation;
    invocation.moved = null;
    moved?.();
  }

  /** Lets an invocation go on, and settles once it asks again or ends. */
  private async moving(invocation: Invocation, go: () => void): Promise<void> {
    this.running = invocation;
    this.surroundings.enter(invocation.function);
    const others = invocation.open > 0;
    const begins = invocation.counts.size === 0;
    const stopped = new Promise<void>((resolve) => {
      invocation.moved = resolve;
    });
    go();
    // While others of its calls are out it may wait for those: then it has moved when nothing is left to be done now.
    if (!others) await orStandstill(stopped, invocation.key);
    if (others || begins || invocation.open > 1) await nextTurn();
    invocation.moved = null;
    this.running = undefined;
  }

  private carryOut(
    invocation: Invocation,
    call: Call,
    key: string,
    resolve: (value: unknown) => void,
    reject: (error: unknown) => void,
  ): undefined | Promise<void> {
    const { faults, scheduler } = this.surroundings;
    if (!invocation.alive) return undefined;
    const fault = faults.ofCall(key, call);
    if (fault) this.fired.push(fault);
    scheduler.note(fault ? `${key}: ${fault.what}` : key);
    const what = fault?.what as CallFault | undefined;
    if (what === 'die-before' || what === 'die-after' || what === 'die-late') {
      if (what === 'die-after') this.attempt(invocation, () => call.run());
      if (what === 'die-late') this.landLater(invocation, call, key);
      this.kill(invocation, 'Runtime exited');
      return undefined;
    }
    invocation.open -= 1;
    let answer: unknown;
    let failed = false;
    try {
      answer = this.as(invocation, () => carried(call, what));
    } catch (error) {
      if (error instanceof SimulationError) throw error;
      failed = true;
      answer = toSdkError(error);
    }
    return this.moving(invocation, () => (failed ? reject(answer) : resolve(answer)));
  }

  /** A request that has left lands although whoever sent it is dead. */
  private landLater(invocation: Invocation, call: Call, key: string): void {
    const { scheduler, seed } = this.surroundings;
    scheduler.after(Math.ceil(20_000 * chance(seed, 'late', key)), () => {
      scheduler.note(`${key}: lands late`);
      this.attempt(invocation, () => call.run());
      return undefined;
    });
  }

  private attempt(invocation: Invocation, run: () => unknown): void {
    try {
      this.as(invocation, run);
    } catch (error) {
      // Nobody is there to hear of it.
      if (error instanceof SimulationError) throw error;
    }
  }

  private as<T>(invocation: Invocation, run: () => T): T {
    const before = this.running;
    this.running = invocation;
    try {
      return run();
    } finally {
      this.running = before;
    }
  }

  private kill(invocation: Invocation, message: string): undefined {
    if (!invocation.alive) return undefined;
    invocation.alive = false;
    this.surroundings.scheduler.note(`${invocation.key}: ${message}`);
    invocation.ended({ ok: false, error: 'Lambda.Unknown', message });
    return undefined;
  }

  private end(invocation: Invocation, outcome: Outcome): void {
    if (!invocation.alive) return;
    invocation.alive = false;
    this.surroundings.scheduler.note(
      `${invocation.key}: ${outcome.ok ? 'done' : `${outcome.error} ${outcome.message}`}`,
    );
    invocation.ended(outcome);
    this.move(invocation);
  }
}

function carried(call: Call, what: CallFault | undefined): unknown {
  if (what === undefined) return call.run();
  if (what === 'throttle') {
    const error = { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } };
    throw Object.assign(new Error('Rate exceeded'), error);
  }
  if (what === 'repeat') {
    try {
      const first = call.run();
      if (call.kind === 'transaction') return first;
    } catch (error) {
      if (error instanceof SimulationError) throw error;
      // An answer that says no is lost like any other.
    }
    return call.run();
  }
  return call.run(behaviourOf[what]);
}

async function now<T>(run: () => T): Promise<T> {
  return run();
}

const failureOf = (error: unknown): Outcome =>
  error instanceof Error
    ? { ok: false, error: error.name, message: error.message }
    : { ok: false, error: 'Error', message: String(error) };
