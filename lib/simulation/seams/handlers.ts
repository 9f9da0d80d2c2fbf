import { SQSClient } from '@aws-sdk/client-sqs';
import type { Handler } from '../functions.ts';

/** What a function reaches of its surroundings while the simulation runs. */
export interface Seam {
  /** Epoch milliseconds. */
  now(): number;
  random(): number;
  timer(run: () => void, ms: number): void;
  /** A command of an AWS client, by its class's name. */
  send(command: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
  fetch(url: string, init: { readonly headers: Headers; readonly body: string }): Promise<Response>;
  /** A line that a function wrote to its log. */
  log(line: string): void;
}

interface Command {
  readonly input: Readonly<Record<string, unknown>>;
}

interface Client {
  send(command: Command): Promise<unknown>;
}

/** Every client of the SDK, the document client too, inherits its `send` from here. */
const client: Client = Object.getPrototypeOf(SQSClient.prototype);

/**
 * Puts a simulation in the place of clock, chance, timers, network and log, for as long as it runs.
 *
 * @returns what takes it out again
 */
export function install(seam: Seam): () => void {
  const { Date: RealDate, fetch, setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
  const { now } = RealDate;
  const { random } = Math;
  const { send } = client;
  const { timeout } = AbortSignal;
  const { write } = process.stdout;

  RealDate.now = () => seam.now();
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [seam.now()] : args, newTarget),
    apply: () => new RealDate(seam.now()).toString(),
  });
  Math.random = () => seam.random();
  client.send = (command) => seam.send(command.constructor.name, command.input);
  globalThis.fetch = (url, init) =>
    seam.fetch(String(url), { headers: new Headers(init?.headers), body: String(init?.body ?? '') });
  // A request ends by its answer or its fault: no timer of real time may end it.
  AbortSignal.timeout = () => new AbortController().signal;
  const virtual = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    let cleared = false;
    seam.timer(() => {
      if (!cleared) run(...args);
    }, ms);
    return {
      virtual: true,
      clear: () => {
        cleared = true;
      },
    };
  };
  Reflect.set(globalThis, 'setTimeout', virtual);
  Reflect.set(globalThis, 'clearTimeout', (timer: unknown) => {
    if (typeof timer === 'object' && timer !== null && 'virtual' in timer) Reflect.get(timer, 'clear')();
    else realClearTimeout(timer as NodeJS.Timeout | undefined);
  });
  Reflect.set(process.stdout, 'write', (text: string | Uint8Array, ...rest: unknown[]) => {
    if (typeof text !== 'string' || !text.startsWith('{')) return Reflect.apply(write, process.stdout, [text, ...rest]);
    seam.log(text);
    return true;
  });

  return () => {
    RealDate.now = now;
    globalThis.Date = RealDate;
    Math.random = random;
    client.send = send;
    globalThis.fetch = fetch;
    AbortSignal.timeout = timeout;
    globalThis.setTimeout = realSetTimeout;
    globalThis.clearTimeout = realClearTimeout;
    process.stdout.write = write;
  };
}

let loaded: Promise<ReadonlyMap<string, Handler>> | undefined;

/**
 * Loads the functions as they are deployed; once in a process, because their clients and caches are made as they load.
 *
 * @param environment what the stack would tell them
 */
export function loadHandlers(environment: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, Handler>> {
  Object.assign(process.env, environment);
  for (const name of ['AWS_ENDPOINT_URL', 'PROVIDERS', 'TWILIO_ENDPOINT_URL', 'FCM_ENDPOINT_URL'])
    delete process.env[name];
  loaded ??= load();
  return loaded;
}

async function load(): Promise<ReadonlyMap<string, Handler>> {
  const modules = {
    identify: import('../../../lambdas/identify/handler.ts'),
    erase: import('../../../lambdas/erase/handler.ts'),
    enter: import('../../../lambdas/enter/handler.ts'),
    enlist: import('../../../lambdas/enlist/handler.ts'),
    touch: import('../../../lambdas/touch/handler.ts'),
    conclude: import('../../../lambdas/conclude/handler.ts'),
    listen: import('../../../lambdas/listen/handler.ts'),
    learn: import('../../../lambdas/learn/handler.ts'),
    withdraw: import('../../../lambdas/withdraw/handler.ts'),
    prefer: import('../../../lambdas/prefer/handler.ts'),
    inbox: import('../../../lambdas/inbox/handler.ts'),
    follow: import('../../../lambdas/follow/handler.ts'),
    receive: import('../../../lambdas/receive/handler.ts'),
    publish: import('../../../lambdas/publish/handler.ts'),
    ingest: import('../../../lambdas/ingest/handler.ts'),
    count: import('../../../lambdas/count/handler.ts'),
    ask: import('../../../lambdas/ask/handler.ts'),
    approve: import('../../../lambdas/approve/handler.ts'),
  };
  const handlers = await Promise.all(
    Object.entries(modules).map(async ([name, module]) => [name, handlerOf((await module).handler)] as const),
  );
  return new Map(handlers);
}

/** Each handler has types of its own for event and context; Lambda calls them all alike. */
const handlerOf = (handler: unknown): Handler => {
  if (typeof handler !== 'function') throw new TypeError('a function exports `handler`');
  return (event, context) => Reflect.apply(handler, undefined, [event, context]);
};
