import { iso } from '../../domain/instant.ts';
import type { VirtualClock } from '../clock.ts';
import type { InFlight } from '../idle.ts';
import type { Logs } from '../logs.ts';
import { accessKeyOf, attemptName, invocationHeader } from '../wire/caller.ts';
import type { Reply } from '../wire/protocol.ts';
import type { PlainRequest } from '../wire/server.ts';
import { codeOf, type FunctionSpec, runtimeEnvironment } from './function-spec.ts';
import type { LambdaFailure, Outcome } from './invocation.ts';
import { Runtime } from './runtime.ts';

/**
 * Invocations in one runtime at a time; more wait their turn before their timeout begins to count. Enough to hide
 * waiting for answers, few enough that a crowd waking at one instant does not push each other over the real-time limit.
 */
const concurrency = 32;

export interface Surroundings {
  readonly clock: VirtualClock;
  readonly inFlight: InFlight;
  readonly logs: Logs;
  readonly endpoint: string;
  /** What a runtime's thread runs. */
  readonly code: URL;
  /** Added to every function's environment. */
  readonly overrides: Readonly<Record<string, string>>;
  invoked(functionName: string): void;
  /** Answers what a function asks of the endpoint. */
  answer(request: PlainRequest): Promise<Reply>;
}

/** A function that can be invoked: starts a runtime at the first invocation, replaces it after a crash. */
export class LambdaFunction {
  readonly spec: FunctionSpec;
  private readonly surroundings: Surroundings;
  private runtimes: Runtime[] = [];
  private running = 0;
  private readonly queue: (() => void)[] = [];
  private attempts = 0;
  private closed = false;

  constructor(spec: FunctionSpec, surroundings: Surroundings) {
    this.spec = spec;
    this.surroundings = surroundings;
  }

  /** Invokes and waits for the outcome; never throws. */
  invoke(event: unknown, requestId: string): Promise<Outcome> {
    this.surroundings.invoked(this.spec.name);
    return this.surroundings.inFlight.track(async () => {
      if (this.running >= concurrency) await new Promise<void>((resolve) => this.queue.push(resolve));
      this.running += 1;
      try {
        if (this.closed) return failure('Runtime.ExitError', 'the sandbox is closing');
        const attempt = attemptName(this.spec.name, ++this.attempts);
        const message = { attempt, requestId, event: JSON.stringify(event ?? {}), timeoutMs: this.spec.timeoutMs };
        return await this.usableRuntime().invoke(message);
      } catch (error) {
        return failure('Runtime.ImportModuleError', error instanceof Error ? error.message : String(error));
      } finally {
        this.running -= 1;
        this.queue.shift()?.();
      }
    });
  }

  /** Kills one invocation in mid-air: its call is never answered, and none of its later calls is carried out. */
  kill(attempt: string): void {
    for (const runtime of this.runtimes) {
      if (!runtime.has(attempt)) continue;
      runtime.kill(attempt, 'Runtime.ExitError', 'Error: Runtime exited with error: signal: killed');
    }
  }

  /** Whether a call comes from an invocation that is no more: killed, timed out or over. */
  isDead(attempt: string): boolean {
    return !this.runtimes.some((runtime) => runtime.has(attempt));
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.runtimes.map((runtime) => runtime.close()));
  }

  /** The runtime in use, or a new one after a crash. Spent ones are forgotten. */
  private usableRuntime(): Runtime {
    this.runtimes = this.runtimes.filter((runtime) => runtime.usable || runtime.load > 0);
    const usable = this.runtimes.find((runtime) => runtime.usable);
    if (usable) return usable;
    const started = this.start();
    this.runtimes.push(started);
    return started;
  }

  private start(): Runtime {
    const { spec, surroundings } = this;
    const { clock, code, logs, endpoint, overrides, answer } = surroundings;
    const codeDirectory = codeOf(spec);
    return new Runtime({
      code,
      setup: {
        clock: clock.shared,
        codeDirectory,
        handler: spec.handler,
        functionName: spec.name,
        functionArn: spec.arn,
        memoryMb: spec.memoryMb,
        invocationHeader,
        endpoint,
      },
      env: {
        ...runtimeEnvironment(spec, codeDirectory),
        AWS_ENDPOINT_URL: endpoint,
        TWILIO_ENDPOINT_URL: endpoint,
        FCM_ENDPOINT_URL: endpoint,
        FORWARD_ENDPOINT_URL: `${endpoint}/forwarded`,
        AWS_ACCESS_KEY_ID: accessKeyOf(spec.name),
        AWS_SECRET_ACCESS_KEY: 'local',
        ...spec.environment,
        ...overrides,
      },
      onLine: (line) => logs.add({ at: iso(clock.now()), function: spec.name, line }),
      answer,
    });
  }
}

function failure(errorType: string, errorMessage: string): Outcome {
  const error: LambdaFailure = { errorType, errorMessage, trace: [] };
  return { ok: false, error };
}
