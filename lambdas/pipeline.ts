import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Occasion } from '../lib/engine/ports.ts';
import { type Envelope, envelope, parse } from './envelope.ts';
import { log } from './log.ts';
import { occasionOf } from './occasion.ts';
import { deadLetterUnusable } from './unusable.ts';
import { withoutAddresses } from './without-contacts.ts';

/**
 * The way of an event into a function: envelope, procedure, and what to do with an event that can never be used. It
 * goes to the dead letters and is counted, once, without retries and without contacts. So does one that our own code fails
 * on, because it would fail on it again, and Lambda would keep it as it came. What fails for any other reason, an outage
 * above all, Lambda tries again.
 *
 * @param unwrap takes the envelope out of what the rule delivers
 */
export function onEvent<Delivered = unknown>(
  procedure: (event: Envelope, occasion: Occasion, delivered: Delivered) => Promise<unknown>,
  unwrap: (delivered: Delivered) => unknown = (delivered) => delivered,
) {
  return middy<Delivered, void>()
    .use({ onError: refuseUnusable })
    .handler(async (delivered: Delivered, context: Context) => {
      const raw = unwrap(delivered);
      const event = parse(envelope, raw, { id: context.awsRequestId, 'detail-type': 'event' });
      await procedure(event, occasionOf(context), delivered);
    });
}

async function refuseUnusable(request: middy.Request) {
  const { error, event, context } = request;
  if (error?.name === 'ErasedError') {
    // Nothing is wrong with it: it came after the person had gone.
    log('info', 'erased', { invocation: context.awsRequestId, event: idOf(event) });
    request.response = null;
    return;
  }
  const name = error?.name ?? 'Error';
  const message = withoutAddresses(error?.message ?? '');
  const isUnusable = name === 'Unusable';
  if (!isUnusable) log('error', 'failed', { invocation: context.awsRequestId, error: name, message });
  if (!isUnusable && !isOwnFault(error)) return;
  const reason = isUnusable ? message : `${name}: ${message}`;
  await deadLetterUnusable(event, reason, { invocation: context.awsRequestId, event: idOf(event) });
  request.response = null;
}

/** Errors of ours that come again with the same event, by name: bundles have copies of the classes. */
const ownFaults: ReadonlySet<string> = new Set([
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'URIError',
  'RuleError',
  '$ZodError',
  'ZodError',
  // DynamoDB and SQS on what we ask of them: asked again it is no better.
  'ValidationException',
  'SerializationException',
  'InvalidMessageContents',
]);

/** `fetch` fails with a TypeError that has a cause when a network does. */
const isOwnFault = (error: Error | null): boolean =>
  error !== null && ownFaults.has(error.name) && error.cause === undefined;

/** Ids only: the event itself may hold an address. */
function idOf(event: unknown): string | undefined {
  const { id } = ((event as { event?: object } | null)?.event ?? event ?? {}) as { id?: unknown };
  return typeof id === 'string' ? id : undefined;
}
