import type { Client } from './client.ts';

/** The link in the newest email to an approver of Heron Notes, `brand` or `legal`; empty when there is none. */
export async function linkOf(client: Client, approver: string): Promise<string> {
  const mails = (await client.outbox()).filter(({ to }) => to === `${approver}@heron.example`);
  return /http\S+\/approve\/\S+/.exec(mails.at(-1)?.content.text ?? '')?.[0] ?? '';
}

/** Answers as the form behind the link does. */
export async function answer(link: string, decision: string, reason = '') {
  const response = await fetch(link, { method: 'POST', body: new URLSearchParams({ decision, reason }) });
  return { status: response.status, page: await response.text() };
}
