import type { Context } from 'aws-lambda';
import type { Occasion } from '../lib/engine/ports.ts';

/** This invocation. Lambda keeps the request id over its own retries of an asynchronous invocation. */
export function occasionOf(context: Pick<Context, 'awsRequestId'>): Occasion {
  return {
    now: () => Date.now(),
    invocation: context.awsRequestId,
    backOff: (attempt) => new Promise((done) => setTimeout(done, Math.random() * Math.min(1_000, 20 * 2 ** attempt))),
  };
}
