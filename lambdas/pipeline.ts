import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Occasion } from '../lib/engine/ports.ts';
import { type Envelope, envelope, parse } from './envelope.ts';
import { log } from './log.ts';
import { occasionOf } from './occasion.ts';
import { deadLetterUnusable } from './unusable.ts';

/**
 * The way of an event into a function: envelope, procedure, and what to do with an event that can never be used. It
 * goes to the dead letters and is counted, once and without retries; anything else that fails, Lambda tries again.
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
  if (error?.name !== 'Unusable') {
    log('error', 'failed', { invocation: context.awsRequestId, error: error?.name, message: error?.message });
    return;
  }
  await deadLetterUnusable(event, error.message, { invocation: context.awsRequestId, event: idOf(event) });
  request.response = null;
}

/** Ids only: the event itself may hold an address. */
function idOf(event: unknown): string | undefined {
  const { id } = ((event as { event?: object } | null)?.event ?? event ?? {}) as { id?: unknown };
  return typeof id === 'string' ? id : undefined;
}
