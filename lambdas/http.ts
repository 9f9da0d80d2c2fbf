import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Occasion } from '../lib/engine/ports.ts';
import { log } from './log.ts';
import { occasionOf } from './occasion.ts';

export type HttpRequest = APIGatewayProxyEventV2;
export type HttpAnswer = APIGatewayProxyStructuredResultV2;

/**
 * On every answer, whatever it is: it is read as what it says it is, over TLS alone, in no frame, and no address of ours,
 * which may hold a token, is passed on as a referrer. A page states its own `content-security-policy`.
 */
const protections = {
  'x-content-type-options': 'nosniff',
  // For this host alone: what its parent domain serves otherwise is not Polyphony's to decide.
  'strict-transport-security': 'max-age=63072000',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

const protectedAnswer = (answer: HttpAnswer): HttpAnswer => ({
  ...answer,
  headers: { ...protections, ...answer.headers },
});

/**
 * The way of a request into a function, and of its answer out. Whatever goes wrong inside is a plain 500: no stack, no ids.
 */
export function onRequest(procedure: (request: HttpRequest, occasion: Occasion) => Promise<HttpAnswer>) {
  return middy<HttpRequest, HttpAnswer>()
    .use({
      after: (answered: middy.Request<HttpRequest, HttpAnswer | null>) => {
        if (answered.response) answered.response = protectedAnswer(answered.response);
      },
      onError: (failed: middy.Request) => {
        const { error, context } = failed;
        if (error?.name === 'ErasedError') {
          failed.response = notFound;
          return;
        }
        log('error', 'failed', { invocation: context.awsRequestId, error: error?.name, message: error?.message });
        const sorry = { message: 'Something went wrong on our side; try again in a minute.' };
        failed.response = protectedAnswer(json(500, sorry));
      },
    })
    .handler((request: HttpRequest, context: Context) =>
      isOverlong(request) ? notFound : procedure(request, occasionOf(context)),
    );
}

/** Longer than any token or id of ours: nothing that long is looked up, and the database takes no such key. */
const maxParameterBytes = 2_000;

const isOverlong = ({ pathParameters }: Pick<HttpRequest, 'pathParameters'>): boolean =>
  Object.values(pathParameters ?? {}).some((value) => Buffer.byteLength(value ?? '', 'utf8') > maxParameterBytes);

/** What EventBridge takes in one call, and so the most that a request with events may hold. */
export const maxBodyBytes = 256 * 1024;

/** The body as it was sent, byte for byte. */
export const bodyOf = ({ body = '', isBase64Encoded }: Pick<HttpRequest, 'body' | 'isBase64Encoded'>): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

export const tooLarge = (bytes: number): HttpAnswer =>
  json(413, { message: `the body has ${bytes} bytes: it has at most ${maxBodyBytes}; send it in parts` });

/** Who this is, nobody knows; what is missing or wrong is not said. */
export const unauthorized = (message: string): HttpAnswer => json(401, { message });

export const json = (statusCode: number, body: unknown): HttpAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

export const page = (statusCode: number, body: string): HttpAnswer => ({
  statusCode,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  },
  body,
});

/** The body as text, however API Gateway passes it on. */
export const textOf = (request: Pick<HttpRequest, 'body' | 'isBase64Encoded'>): string =>
  bodyOf(request).toString('utf8');

/** Sends a browser from a form on to a page, which it may load again without sending the form again. */
export const seeOther = (location: string): HttpAnswer => ({
  statusCode: 303,
  headers: { location, 'cache-control': 'no-store' },
});

/** The one answer to a bad token and to somebody unknown: it does not say which. */
export const notFound = json(404, { message: 'Not Found' });
