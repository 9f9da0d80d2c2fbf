import { fromIso } from '../../domain/instant.ts';
import type { Functions, Outcome } from '../functions.ts';
import { chance } from '../random.ts';
import type { Cancel, Scheduler } from '../scheduler.ts';
import { SimulationError } from '../simulation-error.ts';
import { applies } from './choices.ts';
import { type Data, filled, placed, read } from './paths.ts';
import { type Definition, type Failure, isFor, type State } from './states.ts';

export interface ThreadSurroundings {
  readonly scheduler: Scheduler;
  readonly functions: Functions;
  readonly seed: number;
  /** Lets an answer by this token reach a task. */
  readonly waitFor: (token: string, answer: (outcome: Outcome) => void) => void;
  /** Told when a state waits for an instant. */
  readonly waiting: (until: number, data: unknown) => void;
}

export interface ThreadProps {
  readonly definition: Definition;
  readonly input: unknown;
  readonly context: Data;
  /** Names its invocations. */
  readonly key: string;
  readonly done: (output: unknown) => undefined;
  readonly failed: (failure: Failure) => undefined;
}

/** One way through the states: an execution has one, and one more for each item of a Map. */
export class Thread {
  private readonly surroundings: ThreadSurroundings;
  private readonly props: ThreadProps;
  private readonly inner: Thread[] = [];
  private readonly visits = new Map<string, number>();
  private cancel: Cancel | undefined;
  private over = false;

  constructor(surroundings: ThreadSurroundings, props: ThreadProps) {
    this.surroundings = surroundings;
    this.props = props;
  }

  start(): void {
    this.enter(this.props.definition.StartAt, this.props.input);
  }

  stop(): void {
    this.over = true;
    this.cancel?.();
    for (const thread of this.inner) thread.stop();
  }

  private enter(name: string, data: unknown): undefined {
    if (this.over) return;
    const state = this.props.definition.States[name];
    if (!state) throw new SimulationError(`state ${name}: its machine has no such state`);
    this.visits.set(name, (this.visits.get(name) ?? 0) + 1);
    this.cancel = this.surroundings.scheduler.after(20, () => {
      this.run(name, state, data);
      return undefined;
    });
  }

  private run(name: string, state: State, data: unknown): undefined {
    const { context } = this.props;
    switch (state.Type) {
      case 'Pass': {
        const input = this.inputOf(state, data);
        const result = state.Result ?? (state.Parameters ? filled(state.Parameters, input, context) : input);
        return this.leave(state, placed(data, state.ResultPath, result));
      }
      case 'Wait':
        return this.wait(state, data);
      case 'Task':
        return this.attempt(name, state, data, new Map());
      case 'Choice': {
        const next = state.Choices?.find((choice) => applies(choice, data, context))?.Next ?? state.Default;
        if (next === undefined) return this.props.failed({ error: 'States.NoChoiceMatched', cause: name });
        return this.enter(next, data);
      }
      case 'Map':
        return this.map(name, state, data);
      case 'Succeed':
        this.over = true;
        return this.props.done(this.inputOf(state, data));
      case 'Fail':
        this.over = true;
        return this.props.failed({ error: state.Error ?? '', cause: state.Cause ?? '' });
      default:
        throw new SimulationError(`state ${name}: the simulation has no states of type ${state.Type}`);
    }
  }

  private inputOf({ InputPath = '$' }: State, data: unknown): unknown {
    return read(InputPath, data, this.props.context);
  }

  private leave(state: State, data: unknown): undefined {
    if (state.Next !== undefined) return this.enter(state.Next, data);
    this.over = true;
    this.props.done(data);
  }

  private wait(state: State, data: unknown): undefined {
    const { scheduler, waiting } = this.surroundings;
    const { context } = this.props;
    const instant = state.Timestamp ?? (state.TimestampPath && String(read(state.TimestampPath, data, context)));
    const seconds = state.Seconds ?? (state.SecondsPath && Number(read(state.SecondsPath, data, context)));
    const until = typeof instant === 'string' ? fromIso(instant) : scheduler.now + 1000 * Number(seconds ?? 0);
    waiting(until, data);
    this.cancel = scheduler.at(until, () => {
      this.leave(state, data);
      return undefined;
    });
  }

  private attempt(name: string, state: State, data: unknown, tries: Map<number, number>): undefined {
    const { functions, scheduler, waitFor } = this.surroundings;
    const nth = [...tries.values()].reduce((sum, each) => sum + each, 1);
    const visit = this.visits.get(name) ?? 1;
    const key = `${this.props.key} ${name}${visit > 1 ? ` (${visit})` : ''}${nth > 1 ? ` #${nth}` : ''}`;
    const withToken = state.Resource?.endsWith('.waitForTaskToken') ?? false;
    const token = `token ${key}`;
    const context = withToken ? { ...this.props.context, Task: { Token: token } } : this.props.context;
    const { FunctionName, Payload } = filled(state.Parameters ?? {}, this.inputOf(state, data), context) as Data;
    const called = /(\w+?)FunctionArn/.exec(String(FunctionName))?.[1];
    if (!state.Resource?.startsWith('arn:aws:states:::lambda:invoke') || called === undefined) {
      throw new SimulationError(
        `state ${name}: the simulation has no task ${state.Resource} of ${String(FunctionName)}`,
      );
    }
    let settled = false;
    const settle = (outcome: Outcome) => {
      if (this.over || settled) return;
      settled = true;
      this.cancel?.();
      this.settle(name, state, data, tries, outcome);
    };
    if (withToken) waitFor(token, settle);
    if (state.TimeoutSeconds !== undefined) {
      this.cancel = scheduler.after(state.TimeoutSeconds * 1000, () => {
        settle({ ok: false, error: 'States.Timeout', message: name });
        return undefined;
      });
    }
    functions.invoke({ function: called.toLowerCase(), payload: Payload, key }, (outcome) => {
      // With a token, only a failure of the call itself says something; the answer comes by the token.
      if (!outcome.ok) settle(outcome);
      else if (!withToken) settle({ ok: true, result: { Payload: outcome.result ?? null, StatusCode: 200 } });
    });
  }

  private settle(name: string, state: State, data: unknown, tries: Map<number, number>, outcome: Outcome): undefined {
    const { context } = this.props;
    if (outcome.ok) {
      // What travels is JSON.
      const raw: unknown = JSON.parse(JSON.stringify(outcome.result));
      const result = state.ResultSelector ? filled(state.ResultSelector, raw, context) : raw;
      return this.leave(state, placed(data, state.ResultPath, result));
    }
    const { error, message } = outcome;
    const cause = JSON.stringify({ errorType: error, errorMessage: message, trace: [] });
    const index = state.Retry?.findIndex((retrier) => isFor(retrier, error)) ?? -1;
    const retrier = state.Retry?.[index];
    const tried = tries.get(index) ?? 0;
    if (retrier && tried < (retrier.MaxAttempts ?? 3)) {
      tries.set(index, tried + 1);
      const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
      const most = 1000 * Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** tried);
      const share =
        retrier.JitterStrategy === 'FULL' ? chance(this.surroundings.seed, 'retry', this.props.key, name, tried) : 1;
      this.cancel = this.surroundings.scheduler.after(most * share, () => {
        this.attempt(name, state, data, tries);
        return undefined;
      });
      return;
    }
    const catcher = state.Catch?.find((each) => isFor(each, error));
    if (catcher) return this.enter(catcher.Next, placed(data, catcher.ResultPath, { Error: error, Cause: cause }));
    this.over = true;
    this.props.failed({ error, cause });
  }

  private map(name: string, state: State, data: unknown): undefined {
    const { context, key } = this.props;
    const items = read(state.ItemsPath ?? '$', data, context);
    const definition = state.ItemProcessor;
    if (!Array.isArray(items) || !definition)
      throw new SimulationError(`state ${name}: a Map has items and a processor`);
    const results: unknown[] = [];
    let left = items.length;
    const finish = () => this.leave(state, placed(data, state.ResultPath, results));
    if (left === 0) return finish();
    items.forEach((value: unknown, index) => {
      const inside = { ...context, Map: { Item: { Value: value, Index: index } } };
      const thread = new Thread(this.surroundings, {
        definition,
        input: state.ItemSelector ? filled(state.ItemSelector, data, inside) : value,
        context: inside,
        key: `${key} ${name}[${index}]`,
        done: (output) => {
          results[index] = output;
          left -= 1;
          if (left === 0) finish();
        },
        failed: ({ error, cause }) => {
          if (this.over) return;
          for (const each of this.inner) each.stop();
          this.settle(name, state, data, new Map(), { ok: false, error, message: cause });
        },
      });
      this.inner.push(thread);
      thread.start();
    });
  }
}
