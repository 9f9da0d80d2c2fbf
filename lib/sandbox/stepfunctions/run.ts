import type { StateMachine } from 'aws-local-stepfunctions';
import type { Fields } from '../fields.ts';
import type { Ending, Execution } from './execution.ts';
import { type Ground, handlerOf } from './handlers.ts';
import type { Rewritten } from './rewrite.ts';

/** A run of the interpreter, which can be stopped. */
export interface Running {
  readonly ended: Promise<Ending>;
  stop(ending: Ending): void;
}

export interface RunOptions extends Omit<Ground, 'history' | 'entered' | 'onStop' | 'reentered'> {
  readonly interpreter: StateMachine;
  readonly rewritten: Rewritten;
  readonly execution: Execution;
  /** Called for every state entered, retries included. */
  stateEntered(): void;
}

/** Interprets one execution to its end. Its event log becomes the history, at virtual time. */
export function run({
  interpreter,
  rewritten,
  execution,
  stateEntered,
  clock,
  random,
  tokens,
  invoke,
}: RunOptions): Running {
  const { history } = execution;
  const entered = new Map<string, number>();
  const stopping = new Set<() => void>();
  const handlers: Record<string, (input: unknown) => Promise<Fields>> = {};
  for (const [name, state] of rewritten.handled) {
    let visits = 0;
    const ground: Ground = {
      clock,
      random,
      tokens,
      invoke,
      history,
      reentered: stateEntered,
      onStop(callback) {
        stopping.add(callback);
        return () => stopping.delete(callback);
      },
      // The log comes some microtasks after the handler is called; the history must read in order all the same.
      async entered(state) {
        for (let turn = 0; turn < 100 && (entered.get(state) ?? 0) < visits; turn += 1) await undefined;
      },
    };
    const handle = handlerOf(name, state, ground);
    handlers[name] = (input) => {
      visits += 1;
      return handle(input as Fields);
    };
  }

  const { result, eventLogs, abort } = interpreter.run(JSON.parse(execution.input), {
    overrides: { taskResourceLocalHandlers: handlers as never },
    context: {
      Execution: { Id: execution.arn, Name: execution.name },
      // Read for the parameters of a task that waits for an answer, and by nothing else.
      Task: {
        get Token() {
          return tokens.issue();
        },
      },
      StateMachine: {
        Id: execution.machineArn,
        Name: execution.machineArn.slice(execution.machineArn.lastIndexOf(':') + 1),
      },
    },
  });
  let stopped: Ending | undefined;
  const logged = (async () => {
    for await (const event of eventLogs) {
      if (stopped) continue;
      if (event.type !== 'StateEntered' && event.type !== 'StateExited') continue;
      const { name, input, output } = event.state;
      const type = rewritten.handled.get(name)?.type ?? event.state.type;
      if (event.type === 'StateEntered') {
        stateEntered();
        entered.set(name, (entered.get(name) ?? 0) + 1);
        history.add(clock.now(), `${type}StateEntered`, 'stateEnteredEventDetails', {
          name,
          input: JSON.stringify(input),
        });
      } else {
        history.add(clock.now(), `${type}StateExited`, 'stateExitedEventDetails', {
          name,
          output: JSON.stringify(output),
        });
      }
    }
  })();
  const ended = result.then(
    async (output): Promise<Ending> => {
      await logged;
      return { status: 'SUCCEEDED', output: JSON.stringify(output) };
    },
    async (error: Error): Promise<Ending> => {
      await logged;
      if (stopped) return stopped;
      const cause = error.cause instanceof Error ? error.cause : error;
      return { status: 'FAILED', error: cause.name, cause: cause.message };
    },
  );
  return {
    ended,
    stop(ending) {
      stopped = ending;
      abort();
      for (const callback of [...stopping]) callback();
    },
  };
}
