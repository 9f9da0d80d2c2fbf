import type { IncomingHttpHeaders } from 'node:http';
import { type Fields, fieldsOf, parsed } from '../fields.ts';
import type { Call } from './call.ts';
import { callerOf, signedFor } from './caller.ts';
import { objectCall } from './object-call.ts';
import { plainRoute } from './plain.ts';
import { cbor, jsonProtocol, type Protocol, query, restJson, restXml } from './protocol.ts';
import { queryInput } from './query-input.ts';

/** What a request asks for, and in which protocol it wants its answer. */
export interface Routed {
  readonly call: Call;
  readonly protocol: Protocol;
}

/** Services by the first half of their X-Amz-Target. */
const targets: Readonly<Record<string, string>> = {
  AWSEvents: 'EventBridge',
  AWSStepFunctions: 'SFN',
  DynamoDB_20120810: 'DynamoDB',
  secretsmanager: 'SecretsManager',
  AmazonSSM: 'SSM',
  AmazonSQS: 'SQS',
  PinpointSMSVoiceV2: 'PinpointSMSVoiceV2',
};

interface RestRoute {
  readonly signedFor: string;
  readonly service: string;
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
}

const restRoutes: readonly RestRoute[] = [
  {
    signedFor: 'ses',
    service: 'SESv2',
    operation: 'SendEmail',
    method: 'POST',
    path: /^\/v2\/email\/outbound-emails$/,
  },
  {
    signedFor: 'ses',
    service: 'SESv2',
    operation: 'PutSuppressedDestination',
    method: 'PUT',
    path: /^\/v2\/email\/suppression\/addresses$/,
  },
  ...(['GET', 'DELETE'] as const).map((method) => ({
    signedFor: 'ses',
    service: 'SESv2',
    operation: method === 'GET' ? 'GetSuppressedDestination' : 'DeleteSuppressedDestination',
    method,
    path: /^\/v2\/email\/suppression\/addresses\/(?<EmailAddress>[^/]+)$/,
  })),
  {
    signedFor: 'mobiletargeting',
    service: 'Pinpoint',
    operation: 'SendMessages',
    method: 'POST',
    path: /^\/v1\/apps\/(?<ApplicationId>[^/]+)\/messages$/,
  },
  {
    signedFor: 'social-messaging',
    service: 'SocialMessaging',
    operation: 'SendWhatsAppMessage',
    method: 'POST',
    path: /^\/v1\/whatsapp\/send$/,
  },
];

/** Services that speak REST or the query protocol, by the name they are signed for. */
const signedNames: Readonly<Record<string, string>> = {
  ses: 'SESv2',
  mobiletargeting: 'Pinpoint',
  sns: 'SNS',
  'social-messaging': 'SocialMessaging',
};

/** Finds service, operation and protocol of a request: by its path for a provider that is not AWS's, else as AWS does. */
export function route(method: string, url: string, headers: IncomingHttpHeaders, bytes: Buffer): Routed {
  const caller = callerOf(headers);
  // What lies in buckets may be anything; all else is text.
  if (signedFor(headers) === 's3') {
    return { call: { ...objectCall(method, url, headers, bytes), body: '', caller }, protocol: restXml };
  }
  const body = bytes.toString('utf8');
  const plain = plainRoute(method, url, headers, body);
  if (plain) return { call: { ...plain.call, body, caller }, protocol: plain.protocol };
  const contentType = headers['content-type'] ?? '';
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    const dot = target.indexOf('.');
    const service = targets[target.slice(0, dot)] ?? target.slice(0, Math.max(dot, 0));
    const call = { service, operation: target.slice(dot + 1), input: fieldsOf(parsed(body)), body, caller };
    return { call, protocol: jsonProtocol(contentType || 'application/x-amz-json-1.0') };
  }
  const path = new URL(url, 'http://local').pathname;
  const rpc = /^\/service\/([^/]+)\/operation\/([^/]+)$/.exec(path);
  if (rpc) {
    const [, service = '', operation = ''] = rpc;
    return { call: { service, operation, input: {}, body, caller }, protocol: cbor };
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    const input = queryInput(body);
    const service = signedNames[signedFor(headers)] ?? signedFor(headers);
    return { call: { service, operation: String(input.Action ?? ''), input, body, caller }, protocol: query };
  }
  return { call: { ...restCall(method, path, headers, body), body, caller }, protocol: restJson };
}

function restCall(method: string, path: string, headers: IncomingHttpHeaders, body: string) {
  const signed = signedFor(headers);
  for (const { operation, service, ...known } of restRoutes) {
    const match = known.method === method && known.signedFor === signed ? known.path.exec(path) : null;
    if (!match) continue;
    const inPath = Object.entries(match.groups ?? {}).map(
      ([name, value]) => [name, decodeURIComponent(value)] as const,
    );
    const input: Fields = { ...fieldsOf(parsed(body)), ...Object.fromEntries(inPath) };
    return { service, operation, input };
  }
  return {
    service: signedNames[signed] ?? (signed || 'an unsigned request'),
    operation: `${method} ${path}`,
    input: {},
  };
}
