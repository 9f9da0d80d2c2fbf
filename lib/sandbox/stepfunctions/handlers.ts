import { fromIso } from '../../domain/instant.ts';
import type { VirtualClock } from '../clock.ts';
import { type Fields, fieldsOf, numberOf } from '../fields.ts';
import type { LambdaFailure, Outcome } from '../lambdas/invocation.ts';
import type { Random } from '../random.ts';
import { answered } from './callback.ts';
import type { History } from './history.ts';
import { Retries } from './retries.ts';
import type { OriginalState } from './rewrite.ts';
import type { TaskTokens } from './task-tokens.ts';

/** What a state's handler can do to the world and hear from its execution. */
export interface Ground {
  readonly clock: VirtualClock;
  readonly random: Random;
  invoke(functionArn: string, payload: unknown): Promise<Outcome>;
  readonly tokens: TaskTokens;
  readonly history: History;
  /** Resolves once the interpreter has said that it entered this state. */
  entered(state: string): Promise<void>;
  /** A retry enters the state once more. */
  reentered(): void;
  /** Calls back when the execution is stopped; answers how to take that back. */
  onStop(callback: () => void): () => void;
}

/** An error as `Catch` sees it: its name is matched, its message becomes the Cause. */
export class StateError extends Error {
  readonly isCatchable: boolean;

  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
    this.isCatchable = name !== 'States.Runtime';
  }
}

type Handler = (input: Fields) => Promise<Fields>;

/** The function that the interpreter calls for a state. */
export function handlerOf(name: string, state: OriginalState, ground: Ground): Handler {
  return state.type === 'Wait' ? waiting(ground) : task(name, state, ground);
}

/** Waits in virtual time. Step Functions truncates to whole seconds; a past instant passes at once. */
function waiting(ground: Ground): Handler {
  return async ({ until, seconds }) => {
    const now = ground.clock.now();
    const due = until === undefined ? now + (numberOf(seconds) ?? 0) * 1000 : instantOf(until);
    await sleep(Math.floor(due / 1000) * 1000, ground);
    return {};
  };
}

function instantOf(until: unknown): number {
  try {
    return fromIso(String(until));
  } catch {
    throw new StateError('States.Runtime', `The value ${JSON.stringify(until)} is not a valid timestamp.`);
  }
}

/** Resolves at an instant of virtual time; rejects when the execution is stopped first. */
function sleep(due: number, ground: Ground): Promise<void> {
  if (due <= ground.clock.now()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const forget = ground.onStop(() => {
      timer.cancel();
      reject(new StateError('States.Runtime', 'stopped'));
    });
    const timer = ground.clock.at(due, () => {
      forget();
      resolve();
    });
  });
}

function task(name: string, state: Extract<OriginalState, { type: 'Task' }>, ground: Ground): Handler {
  return async (input) => {
    const retries = new Retries(state.retriers, ground.random);
    const events = taskEvents(state.functionArn, ground);
    const functionArn = state.functionArn ?? String(input.FunctionName);
    const payload = state.functionArn === undefined ? (input.Payload ?? {}) : input;
    for (;;) {
      await ground.entered(name);
      events.scheduled(input);
      const outcome = await outcomeOf(state, ground, input, () => ground.invoke(functionArn, payload));
      if (outcome.ok) {
        const whole = { ExecutedVersion: '$LATEST', Payload: outcome.payload, StatusCode: 200 };
        const output = state.functionArn === undefined && !state.callback ? whole : fieldsOf(outcome.payload);
        events.succeeded(output);
        return output;
      }
      const cause = state.callback ? outcome.error.errorMessage : JSON.stringify(outcome.error);
      events.failed(outcome.error.errorType, cause);
      const delay = retries.delayAfter(outcome.error.errorType);
      if (delay === null) throw new StateError(outcome.error.errorType, cause);
      await sleep(ground.clock.now() + delay, ground);
      ground.reentered();
    }
  };
}

function outcomeOf(
  state: Extract<OriginalState, { type: 'Task' }>,
  ground: Ground,
  input: Fields,
  invoke: () => Promise<Outcome>,
): Promise<Outcome> {
  const { clock, tokens } = ground;
  if (!state.callback) return withTimeout(invoke(), state.timeoutMs);
  const token = tokens.in(input);
  if (token === undefined) throw new StateError('States.Runtime', 'the parameters carry no task token');
  tokens.open(token);
  const due = state.timeoutMs === undefined ? undefined : clock.now() + state.timeoutMs;
  return invoke().then((asked) => answered(ground, token, asked, due));
}

/** A Task's TimeoutSeconds bounds one try, in real time as the Lambda's own does. */
async function withTimeout(outcome: Promise<Outcome>, timeoutMs: number | undefined): Promise<Outcome> {
  if (timeoutMs === undefined) return outcome;
  let timer: NodeJS.Timeout | undefined;
  const error: LambdaFailure = { errorType: 'States.Timeout', errorMessage: `no answer in ${timeoutMs / 1000} s` };
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, error }), timeoutMs);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}

function taskEvents(functionArn: string | undefined, { clock, history }: Ground) {
  const optimized = { resourceType: 'lambda', resource: 'invoke' };
  const kind = functionArn === undefined ? 'Task' : 'LambdaFunction';
  const member = functionArn === undefined ? 'task' : 'lambdaFunction';
  const own = functionArn === undefined ? optimized : {};
  const add = (what: string, details: object) =>
    history.add(clock.now(), `${kind}${what}`, `${member}${what}EventDetails`, details);
  return {
    scheduled(input: Fields) {
      const parameters = JSON.stringify(input);
      const details =
        functionArn === undefined ? { region: 'us-east-1', parameters } : { resource: functionArn, input: parameters };
      add('Scheduled', { ...own, ...details });
      add('Started', own);
    },
    succeeded: (output: Fields) => add('Succeeded', { ...own, output: JSON.stringify(output) }),
    failed: (error: string, cause: string) => add('Failed', { ...own, error, cause }),
  };
}
