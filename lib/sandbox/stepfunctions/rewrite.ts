import { type Fields, fieldsOf, isFields, listOf, numberOf, textOf } from '../fields.ts';

/** A retrier with AWS's defaults filled in. */
export interface Retrier {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly fullJitter: boolean;
}

/** What a Task of the definition really was. */
export type OriginalState =
  | { readonly type: 'Wait' }
  | {
      readonly type: 'Task';
      /** The function, when the Resource names it itself. */
      readonly functionArn: string | undefined;
      /** Whether it goes on only when somebody answers for its token. */
      readonly callback: boolean;
      readonly retriers: readonly Retrier[];
      readonly timeoutMs: number | undefined;
    };

export interface Rewritten {
  /** For the interpreter: every Wait a Task, no Retry, no timeouts. */
  readonly definition: Fields;
  /** By name, the states that have a handler. */
  readonly handled: ReadonlyMap<string, OriginalState>;
  /** Limit on the whole execution, in virtual time. */
  readonly timeoutMs: number | undefined;
}

/** Longest that a real timer holds, in seconds: the interpreter would otherwise end each Task after 60. */
const noTimeout = 2_147_483;
export const waitForToken = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
/** Resources that take the function from the parameters. */
export const invocations: readonly string[] = ['arn:aws:states:::lambda:invoke', waitForToken];
const handledHere = 'arn:aws:lambda:us-east-1:000000000000:function:handled-here';

/** Takes out of a definition everything that passes time: waiting, retrying and timing out happen in virtual time. */
export function rewrite(definition: Fields): Rewritten {
  const handled = new Map<string, OriginalState>();
  const { TimeoutSeconds: timeout, ...rest } = definition;
  const seconds = numberOf(timeout);
  return {
    definition: rewriteStates(rest, handled),
    handled,
    timeoutMs: seconds === undefined ? undefined : seconds * 1000,
  };
}

function rewriteStates(definition: Fields, handled: Map<string, OriginalState>): Fields {
  const states = Object.entries(fieldsOf(definition.States)).map(([name, state]) => {
    return [name, rewriteState(name, withoutWholePaths(fieldsOf(state)), handled)] as const;
  });
  return { ...definition, States: Object.fromEntries(states) };
}

function rewriteState(name: string, state: Fields, handled: Map<string, OriginalState>): Fields {
  switch (state.Type) {
    case 'Wait':
      handled.set(name, { type: 'Wait' });
      return waitAsTask(state);
    case 'Task': {
      const { Retry: retry, TimeoutSeconds: timeout, Resource: resource, ...rest } = state;
      const seconds = numberOf(timeout);
      handled.set(name, {
        type: 'Task',
        functionArn: invocations.includes(textOf(resource) ?? '') ? undefined : textOf(resource),
        callback: resource === waitForToken,
        retriers: listOf(retry).map(fieldsOf).map(retrierOf),
        timeoutMs: seconds === undefined ? undefined : seconds * 1000,
      });
      return { ...rest, Resource: handledHere, TimeoutSeconds: noTimeout };
    }
    case 'Parallel':
      return { ...state, Branches: listOf(state.Branches).map((branch) => rewriteStates(fieldsOf(branch), handled)) };
    case 'Map': {
      const { Iterator: iterator, ItemProcessor: processor, ...rest } = state;
      return { ...rest, ItemProcessor: rewriteStates(fieldsOf(processor ?? iterator), handled) };
    }
    default:
      return state;
  }
}

/** A Wait hands its input on unchanged: a Task whose result is thrown away. */
function waitAsTask(state: Fields): Fields {
  const { Seconds: seconds, SecondsPath: secondsPath, Timestamp: until, TimestampPath: untilPath, ...rest } = state;
  const parameters = {
    ...(seconds !== undefined && { seconds }),
    ...(secondsPath !== undefined && { 'seconds.$': secondsPath }),
    ...(until !== undefined && { until }),
    ...(untilPath !== undefined && { 'until.$': untilPath }),
  };
  return {
    ...rest,
    Type: 'Task',
    Resource: handledHere,
    TimeoutSeconds: noTimeout,
    Parameters: parameters,
    ResultPath: null,
  };
}

function retrierOf(retrier: Fields): Retrier {
  return {
    errors: listOf(retrier.ErrorEquals).map(String),
    intervalSeconds: numberOf(retrier.IntervalSeconds) ?? 1,
    maxAttempts: numberOf(retrier.MaxAttempts) ?? 3,
    backoffRate: numberOf(retrier.BackoffRate) ?? 2,
    maxDelaySeconds: numberOf(retrier.MaxDelaySeconds) ?? Number.POSITIVE_INFINITY,
    fullJitter: retrier.JitterStrategy === 'FULL',
  };
}

/** `$` is the default of every path; the interpreter would take it for a member's name in a ResultPath. */
function withoutWholePaths(state: Fields): Fields {
  const entries = Object.entries(state)
    .filter(([field, value]) => !(field.endsWith('Path') && value === '$' && field !== 'ItemsPath'))
    .map(([field, value]) => [
      field,
      field === 'Catch' ? listOf(value).filter(isFields).map(withoutWholePaths) : value,
    ]);
  return Object.fromEntries(entries);
}
