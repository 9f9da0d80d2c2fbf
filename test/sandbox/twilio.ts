import { createHmac } from 'node:crypto';
import type { Client } from './client.ts';

interface Described {
  readonly twilioAuthToken: string;
  readonly twilioNumber: string;
  readonly webhooks: { readonly twilioStatus: string; readonly twilioInbound: string };
}

/** Twilio as the stack sees it from outside: signs its webhooks as its documentation says. */
export class Twilio {
  private readonly client: () => Client;
  private messages = 0;

  constructor(client: () => Client) {
    this.client = client;
  }

  /** Somebody writes to us. */
  async text(from: string, body: string, more: Readonly<Record<string, string>> = {}): Promise<Response> {
    const { webhooks, twilioNumber } = await this.client().control<Described>('describe');
    const prefix = from.startsWith('whatsapp:') ? 'whatsapp:' : '';
    const sid = `SM${String(++this.messages).padStart(32, '0')}`;
    return this.post(webhooks.twilioInbound, {
      MessageSid: sid,
      From: from,
      To: prefix + twilioNumber,
      Body: body,
      ...more,
    });
  }

  /** What became of a message that was sent, at the address that its request named. */
  status(callback: string, status: string, more: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.post(callback, { MessageSid: `SM${'0'.repeat(32)}`, MessageStatus: status, ...more });
  }

  async post(url: string, form: Readonly<Record<string, string>>, signature?: string): Promise<Response> {
    const { twilioAuthToken } = await this.client().control<Described>('describe');
    return fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature ?? signatureOf(url, form, twilioAuthToken),
      },
      body: new URLSearchParams(form).toString(),
    });
  }
}

export function signatureOf(url: string, form: Readonly<Record<string, string>>, authToken: string): string {
  const fields = Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha1', authToken)
    .update(url + fields.map(([name, value]) => name + value).join(''))
    .digest('base64');
}
