import { Worker } from 'node:worker_threads';
import { NoAnswer } from '../errors.ts';
import type { Reply } from '../wire/protocol.ts';
import type { PlainRequest } from '../wire/server.ts';
import {
  type InvokeMessage,
  type LambdaFailure,
  type LogMessage,
  type Outcome,
  type ReplyMessage,
  type RequestMessage,
  type ResultMessage,
  sendable,
  type WorkerSetup,
} from './invocation.ts';

interface Pending {
  readonly requestId: string;
  resolve(outcome: Outcome): void;
  readonly timeout: NodeJS.Timeout;
}

export interface RuntimeOptions {
  /** What the thread runs, see `threadCode`. */
  readonly code: URL;
  readonly setup: WorkerSetup;
  readonly env: Readonly<Record<string, string>>;
  onLine(line: string): void;
  /** Answers an HTTP request that the function makes to the sandbox. */
  answer(request: PlainRequest): Promise<Reply>;
}

/** What lives shortly in a runtime, in MB: Node's own limit lets each hot function take 100 MB before it cleans up. */
const youngMb = 24;

/** A function's memory is what it may keep, as in Lambda: told so, V8 cleans up much earlier too. */
const limits = (memoryMb: number) => ({ maxYoungGenerationSizeMb: youngMb, maxOldGenerationSizeMb: memoryMb });

/** One worker thread with a function loaded. Several invocations may be in it at once. */
export class Runtime {
  private readonly worker: Worker;
  private readonly pending = new Map<string, Pending>();
  private retired = false;
  private readonly functionName: string;

  constructor({ code, setup, env, onLine, answer }: RuntimeOptions) {
    this.functionName = setup.functionName;
    this.worker = new Worker(code, {
      env: { ...env },
      execArgv: [],
      resourceLimits: limits(setup.memoryMb),
      stdout: true,
      stderr: true,
      workerData: setup,
    });
    this.worker.on('message', (message: ResultMessage | RequestMessage | LogMessage) => {
      if ('request' in message) void this.pass(message, answer);
      else if ('log' in message) message.log.split('\n').filter(Boolean).forEach(onLine);
      else this.settle(message.attempt, outcomeOf(message));
    });
    this.worker.on('error', (error: unknown) => this.crash(error instanceof Error ? error.message : String(error)));
    this.worker.on('exit', () => this.crash('Runtime exited without providing a reason'));
    this.worker.unref();
  }

  /** Retired runtimes finish what they have and take nothing new: as Lambda replaces one that timed out or crashed. */
  get usable(): boolean {
    return !this.retired;
  }

  /** Invocations under way. */
  get load(): number {
    return this.pending.size;
  }

  invoke(message: InvokeMessage): Promise<Outcome> {
    return new Promise((resolve) => {
      const timeout = setTimeout(() => {
        const seconds = (message.timeoutMs / 1000).toFixed(2);
        this.kill(message.attempt, 'Sandbox.Timedout', `Error: Task timed out after ${seconds} seconds`);
      }, message.timeoutMs);
      this.pending.set(message.attempt, { resolve, timeout, requestId: message.requestId });
      this.worker.postMessage(message);
    });
  }

  has(attempt: string): boolean {
    return this.pending.has(attempt);
  }

  /** Ends one invocation from outside; whatever its code still says is not heard. */
  kill(attempt: string, errorType: string, errorMessage: string): void {
    this.retired = true;
    const requestId = this.pending.get(attempt)?.requestId;
    this.settle(attempt, failed({ errorType, errorMessage: `RequestId: ${requestId} ${errorMessage}` }));
  }

  async close(): Promise<void> {
    this.retired = true;
    await this.worker.terminate();
  }

  private async pass({ request, body, ...asked }: RequestMessage, answer: RuntimeOptions['answer']): Promise<void> {
    try {
      const { body: content, ...reply } = await answer({
        ...asked,
        body: Buffer.from(body as string),
        sourceIp: '127.0.0.1',
      });
      this.worker.postMessage({ request, reply: { ...reply, body: sendable(content) } } satisfies ReplyMessage);
    } catch (error) {
      if (!(error instanceof NoAnswer)) this.worker.postMessage({ request } satisfies ReplyMessage);
    }
  }

  private crash(reason: string): void {
    this.retired = true;
    for (const attempt of [...this.pending.keys()]) {
      this.kill(attempt, 'Runtime.ExitError', `Error: ${reason} (${this.functionName})`);
    }
  }

  private settle(attempt: string, outcome: Outcome): void {
    const pending = this.pending.get(attempt);
    if (!pending) return;
    this.pending.delete(attempt);
    clearTimeout(pending.timeout);
    pending.resolve(outcome);
    if (this.retired && this.pending.size === 0) void this.worker.terminate();
  }
}

function failed(error: LambdaFailure): Outcome {
  return { ok: false, error };
}

function outcomeOf({ result, error }: ResultMessage): Outcome {
  return error ? failed(error) : { ok: true, payload: JSON.parse(result ?? 'null') };
}
