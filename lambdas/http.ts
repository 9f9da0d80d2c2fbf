import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Occasion } from '../lib/engine/ports.ts';
import { log } from './log.ts';
import { occasionOf } from './occasion.ts';

export type HttpRequest = APIGatewayProxyEventV2;
export type HttpAnswer = APIGatewayProxyStructuredResultV2;

/** The way of a request into a function. Whatever goes wrong inside is a plain 500: no stack, no ids. */
export function onRequest(procedure: (request: HttpRequest, occasion: Occasion) => Promise<HttpAnswer>) {
  return middy<HttpRequest, HttpAnswer>()
    .use({
      onError: (failed: middy.Request) => {
        const { error, context } = failed;
        log('error', 'failed', { invocation: context.awsRequestId, error: error?.name, message: error?.message });
        failed.response = json(500, { message: 'Something went wrong on our side; try again in a minute.' });
      },
    })
    .handler((request: HttpRequest, context: Context) => procedure(request, occasionOf(context)));
}

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
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    'referrer-policy': 'no-referrer',
  },
  body,
});

/** The body as text, however API Gateway passes it on. */
export const bodyOf = ({ body = '', isBase64Encoded }: Pick<HttpRequest, 'body' | 'isBase64Encoded'>): string =>
  isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;

/** The one answer to a bad token and to somebody unknown: it does not say which. */
export const notFound = json(404, { message: 'Not Found' });
