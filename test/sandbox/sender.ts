import { createHmac } from 'node:crypto';
import type { Client } from './client.ts';

/** What `describe` tells of the ways in. */
export interface Ways {
  readonly eventsApiKey: string;
  readonly ingest: Readonly<Record<'events' | 'segment' | 'segmentSecret' | 'mparticle' | 'mparticleSecret', string>>;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export async function post(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

/** The systems outside that send events over HTTP, with the secrets that they were given. */
export async function senders(client: Client) {
  const { eventsApiKey, ingest } = await client.control<Ways>('describe');
  const sign = (body: string) => createHmac('sha1', ingest.segmentSecret).update(body).digest('hex');
  return {
    ingest,
    sign,
    /** Segment, which signs what it sends; or somebody else, who alters it on the way. */
    segment: (call: unknown, alter = (body: string) => body) => {
      const body = JSON.stringify(call);
      return post(ingest.segment, alter(body), { 'x-signature': sign(body) });
    },
    mparticle: (batch: unknown, authorization = `Bearer ${ingest.mparticleSecret}`) =>
      post(ingest.mparticle, JSON.stringify(batch), { authorization }),
    app: (events: unknown, key = eventsApiKey) =>
      post(ingest.events, JSON.stringify(events), { authorization: `Bearer ${key}` }),
    eventsApiKey,
  };
}
