import type { IncomingHttpHeaders } from 'node:http';
import { type Fields, fieldsOf, parsed } from '../fields.ts';
import type { Call } from './call.ts';
import type { Protocol } from './protocol.ts';

const json = { 'content-type': 'application/json' };

/** Twilio's REST API: errors have a number. */
const twilio: Protocol = {
  output: (_, output) => ({ status: 201, headers: json, body: JSON.stringify(output) }),
  error({ code, message, status }) {
    const number = /^\d+$/.test(code) ? Number(code) : 20_404;
    const more_info = `https://www.twilio.com/docs/errors/${number}`;
    return { status, headers: json, body: JSON.stringify({ code: number, message, more_info, status }) };
  },
};

/** What Google calls each HTTP status. */
const googleStatus: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

/** What FCM itself says, behind Google's front door. */
const fcmCodes = new Set([
  'INVALID_ARGUMENT',
  'UNREGISTERED',
  'SENDER_ID_MISMATCH',
  'QUOTA_EXCEEDED',
  'UNAVAILABLE',
  'INTERNAL',
]);

/** FCM, a JSON API of Google's: its own code is a detail of the error, unless the details say more. */
const google: Protocol = {
  output: (_, output) => ({ status: 200, headers: json, body: JSON.stringify(output) }),
  error({ code, message, status, more }) {
    const own = { '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode: code };
    const details = fcmCodes.has(code) && { details: [own] };
    const error = { code: status, message, status: googleStatus[status] ?? 'UNKNOWN', ...details, ...more };
    return { status, headers: json, body: JSON.stringify({ error }) };
  },
};

/** An OAuth 2.0 token endpoint. */
const oauth: Protocol = {
  output: google.output,
  error: ({ code, message, status }) => ({
    status,
    headers: json,
    body: JSON.stringify({ error: code, error_description: message }),
  }),
};

interface PlainRoute {
  readonly service: string;
  readonly operation: string;
  readonly path: RegExp;
  readonly protocol: Protocol;
  readonly read: (body: string) => Fields;
}

const form = (body: string): Fields => Object.fromEntries(new URLSearchParams(body));
const document = (body: string): Fields => fieldsOf(parsed(body));

/** All are POST. */
const routes: readonly PlainRoute[] = [
  {
    service: 'Twilio',
    operation: 'CreateMessage',
    path: /^\/2010-04-01\/Accounts\/(?<AccountSid>[^/]+)\/Messages\.json$/,
    protocol: twilio,
    read: form,
  },
  {
    service: 'FCM',
    operation: 'SendMessage',
    path: /^\/v1\/projects\/(?<projectId>[^/]+)\/messages:send$/,
    protocol: google,
    read: document,
  },
  { service: 'GoogleOAuth', operation: 'Token', path: /^\/token$/, protocol: oauth, read: form },
];

/** Analytics and webhooks read their own errors' status alone. */
const forwarded: Protocol = {
  output: (_, output) => ({ status: 200, headers: json, body: JSON.stringify(output) }),
  error: ({ message, status }) => ({ status, headers: json, body: JSON.stringify({ code: status, error: message }) }),
};

/** `/forwarded/<service>/…`: what the stack tells others, with all that they look at. */
const forwardedPath = /^\/forwarded\/(?<service>[a-z0-9]+)(?<path>\/.*)?$/;

/** What else is under these paths is theirs too, and not there. */
const families: readonly (readonly [prefix: string, service: string, protocol: Protocol])[] = [
  ['/2010-04-01/', 'Twilio', twilio],
  ['/v1/projects/', 'FCM', google],
];

/** A call to a provider that is not AWS's: plain HTTP, told by its path. */
export function plainRoute(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  body: string,
): { readonly call: Omit<Call, 'body' | 'caller'>; readonly protocol: Protocol } | undefined {
  const { pathname: path, searchParams } = new URL(url, 'http://local');
  const { authorization } = headers;
  const known = authorization === undefined ? {} : { authorization };
  for (const { path: pattern, service, operation, protocol, read } of method === 'POST' ? routes : []) {
    const match = pattern.exec(path);
    if (match) return { call: { service, operation, input: { ...read(body), ...match.groups }, ...known }, protocol };
  }
  const { service, path: rest = '' } = (method === 'POST' && forwardedPath.exec(path)?.groups) || {};
  if (service !== undefined) {
    const input = { service, path: rest, query: Object.fromEntries(searchParams), headers };
    return { call: { service: 'Forward', operation: 'Receive', input, ...known }, protocol: forwarded };
  }
  const family = families.find(([prefix]) => path.startsWith(prefix));
  return family && { call: { service: family[1], operation: `${method} ${path}`, input: {} }, protocol: family[2] };
}
