import { createHmac } from 'node:crypto';
import { signToken } from '../domain/token.ts';
import { apiUrl, names, secrets, twilio } from './environment.ts';
import type { Fact } from './facts.ts';
import { idOf } from './random.ts';

/** A request as API Gateway hands it to a function. */
export interface HttpRequest {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly queryStringParameters: Readonly<Record<string, string>>;
  readonly requestContext: { readonly http: { readonly method: string; readonly path: string } };
  readonly body: string;
  readonly isBase64Encoded: false;
}

const tokenSecret = () => secrets.get(names.tokenSecret) ?? '';

/** Twilio's id of a message. */
const sidOf = (id: string) => `SM${idOf(id).replaceAll('-', '')}`;

/** The function that a fact calls by HTTP, and the request; `null` for a fact that is an event. */
export async function requestOf(
  fact: Fact,
): Promise<{ readonly function: string; readonly request: HttpRequest } | null> {
  switch (fact.does) {
    case 'tell':
      return null;
    case 'unsubscribe': {
      const { user, touch, at } = fact;
      const token = await signToken({ user, use: 'unsubscribe', channel: 'email', touch }, tokenSecret(), at);
      const body = 'List-Unsubscribe=One-Click';
      return {
        function: 'withdraw',
        request: request('POST', `/unsubscribe/${token}`, { parameters: { token }, body }),
      };
    }
    case 'prefer': {
      const token = await signToken({ user: fact.user, use: 'preferences' }, tokenSecret(), fact.at);
      const body = new URLSearchParams({ do: fact.choice }).toString();
      return { function: 'prefer', request: request('POST', `/preferences/${token}`, { parameters: { token }, body }) };
    }
    case 'follow': {
      const parameters = { id: fact.link };
      return { function: 'follow', request: request('GET', `/l/${fact.link}`, { parameters }) };
    }
    case 'text': {
      const form = {
        MessageSid: sidOf(fact.id),
        From: fact.from,
        To: twilio.number,
        Body: fact.text,
        AccountSid: twilio.sid,
      };
      return { function: 'receive', request: signedForm('/webhooks/twilio/inbound', '', form) };
    }
    case 'receipt': {
      const form = { MessageSid: sidOf(fact.id), MessageStatus: fact.status, To: fact.to, From: twilio.number };
      return { function: 'receive', request: signedForm('/webhooks/twilio/status', `touch=${fact.touch}`, form) };
    }
    case 'read': {
      const { user, touch: touchId, kind, at } = fact;
      const headers = { authorization: `Bearer ${await signToken({ user, use: 'inbox' }, tokenSecret(), at)}` };
      return {
        function: 'inbox',
        request: request('POST', '/inbox', { headers, body: JSON.stringify({ touchId, kind }) }),
      };
    }
    case 'request': {
      const { function: name, method, path, ...more } = fact;
      return { function: name, request: request(method, path, more) };
    }
  }
}

interface More {
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function request(
  method: string,
  path: string,
  { query = '', headers = {}, parameters = {}, body = '' }: More,
): HttpRequest {
  return {
    rawPath: path,
    rawQueryString: query,
    headers,
    pathParameters: parameters,
    queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
    requestContext: { http: { method, path } },
    body,
    isBase64Encoded: false,
  };
}

/** A form as Twilio posts it, with its signature: the URL and the fields, sorted by name. */
function signedForm(path: string, query: string, form: Readonly<Record<string, string>>): HttpRequest {
  const signed = Object.keys(form)
    .sort()
    .reduce((text, name) => text + name + form[name], `${apiUrl}${path}${query && `?${query}`}`);
  const signature = createHmac('sha1', twilio.authToken).update(signed, 'utf8').digest('base64');
  return request('POST', path, {
    query,
    headers: { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
}
