import { iso } from '../../domain/instant.ts';
import type { VirtualClock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { Functions } from './functions.ts';
import type { LambdaFailure } from './invocation.ts';

/** Puts a message where an ARN points to. */
export type Deliver = (arn: string, body: string, attributes: Readonly<Record<string, string>>) => void;

/** How long Lambda waits before the first and the second retry of an asynchronous invocation. */
const retryDelays = [60_000, 120_000] as const;

/** The event queue of Lambda: invokes, retries in virtual time, and gives up into a dead-letter queue or destination. */
export class AsyncInvoker {
  private readonly functions: Functions;
  private readonly clock: VirtualClock;
  private readonly random: Random;
  private readonly deliver: Deliver;

  constructor(functions: Functions, clock: VirtualClock, random: Random, deliver: Deliver) {
    this.functions = functions;
    this.clock = clock;
    this.random = random;
    this.deliver = deliver;
  }

  /** Accepts an event for a function. False when there is no such function. */
  accept(nameOrArn: string, event: unknown): boolean {
    const target = this.functions.find(nameOrArn);
    if (!target) return false;
    void this.attempt(target.spec, event, this.random.uuid(), this.clock.now(), 1);
    return true;
  }

  private async attempt(spec: FunctionSpec, event: unknown, requestId: string, since: number, nth: number) {
    const outcome = await this.functions.invoke(spec.name, event, requestId);
    if (outcome.ok) return;
    const { retries, maxAgeMs } = spec.asynchronous;
    const again = this.clock.now() + (retryDelays[nth - 1] ?? retryDelays[1]);
    const condition = nth > retries ? 'RetriesExhausted' : again - since > maxAgeMs ? 'EventAgeExceeded' : undefined;
    if (condition === undefined) {
      this.clock.at(again, () => void this.attempt(spec, event, requestId, since, nth + 1));
    } else {
      this.giveUp(spec, event, requestId, nth, condition, outcome.error);
    }
  }

  private giveUp(
    spec: FunctionSpec,
    event: unknown,
    requestId: string,
    attempts: number,
    condition: string,
    error: LambdaFailure,
  ): void {
    const { deadLetter, onFailure } = spec.asynchronous;
    if (deadLetter !== undefined) {
      this.deliver(deadLetter, JSON.stringify(event), {
        RequestID: requestId,
        ErrorCode: '200',
        ErrorMessage: error.errorMessage.slice(0, 1024),
      });
    }
    if (onFailure === undefined) return;
    const record = {
      version: '1.0',
      timestamp: iso(this.clock.now()),
      requestContext: {
        requestId,
        functionArn: `${spec.arn}:$LATEST`,
        condition,
        approximateInvokeCount: attempts,
      },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: error,
    };
    this.deliver(onFailure, JSON.stringify(record), {});
  }
}
