import type { VirtualClock } from '../clock.ts';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts';
import type { Functions } from '../lambdas/functions.ts';
import type { Random } from '../random.ts';
import type { Reply } from '../wire/protocol.ts';
import type { PlainRequest } from '../wire/server.ts';
import { type ApiRoute, type Match, matchRoute } from './routes.ts';

const json = { 'content-type': 'application/json' };

export interface GatewaySurroundings {
  readonly routes: readonly ApiRoute[];
  readonly functions: Functions;
  readonly clock: VirtualClock;
  readonly random: Random;
}

/** The stack's HTTP API under `/_api`: API Gateway's payload format 2.0, in and out. */
export function httpApi(surroundings: GatewaySurroundings) {
  return async (request: PlainRequest): Promise<Reply> => {
    const url = new URL(request.url.slice('/_api'.length) || '/', 'http://local');
    const match = matchRoute(surroundings.routes, request.method, url.pathname);
    if (!match) return { status: 404, headers: json, body: '{"message":"Not Found"}' };
    const event = eventOf(request, url, match, surroundings);
    const outcome = await surroundings.functions.invoke(match.route.functionArn, event, surroundings.random.uuid());
    if (!outcome.ok) return { status: 500, headers: json, body: '{"message":"Internal Server Error"}' };
    return replyOf(outcome.payload);
  };
}

function eventOf(
  request: PlainRequest,
  url: URL,
  { route, parameters }: Match,
  { clock, random }: GatewaySurroundings,
) {
  const { cookie, ...others } = request.headers;
  const headers = Object.entries(others).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]);
  const body = request.body.toString('utf8');
  const isText = Buffer.from(body, 'utf8').equals(request.body);
  const query = new Map<string, string>();
  for (const [name, value] of url.searchParams)
    query.set(name, query.has(name) ? `${query.get(name)},${value}` : value);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: Object.fromEntries(headers),
    ...(query.size > 0 && { queryStringParameters: Object.fromEntries(query) }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: request.headers.host ?? '127.0.0.1',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: random.uuid(),
      routeKey: route.key,
      stage: '$default',
      time: new Date(clock.now()).toUTCString(),
      timeEpoch: clock.now(),
    },
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    ...(request.body.length > 0 && { body: isText ? body : request.body.toString('base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
}

/** A result with a status is the whole answer; any other is the body of a 200, as API Gateway reads format 2.0. */
function replyOf(payload: unknown): Reply {
  if (!isFields(payload) || payload.statusCode === undefined) {
    return { status: 200, headers: json, body: typeof payload === 'string' ? payload : JSON.stringify(payload) };
  }
  const { statusCode, body, isBase64Encoded, cookies } = payload;
  const text = textOf(body) ?? '';
  return {
    status: Number(statusCode),
    headers: { 'content-type': 'text/plain', ...lowerCased(fieldsOf(payload.headers)), ...setCookies(listOf(cookies)) },
    body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
  };
}

function lowerCased(headers: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function setCookies(cookies: readonly unknown[]): Record<string, string> {
  return cookies.length === 0 ? {} : { 'set-cookie': cookies.join(', ') };
}
