import { appAt } from './crowd/app.ts';
import { child } from './crowd/child.ts';
import type { Row } from './row.ts';

interface Ways {
  readonly eventsApiKey: string;
  readonly ingest: { readonly events: string };
}

/** What ten events cost that an app sends in one request. */
export async function waysInRows(assembly: string): Promise<Row[]> {
  const sandbox = child('sandbox-process.ts', [assembly]);
  const { url } = await sandbox.ask<{ url: string }>();
  const app = appAt(url);
  try {
    const { eventsApiKey, ingest } = (await (await fetch(`${url}/_polyphony/describe`)).json()) as Ways;
    const ten = Array.from({ length: 10 }, (_, n) => ({
      type: 'order.placed',
      userId: `user-${n}`,
      orderId: `o-${n}`,
      total: 1,
    }));
    const answer = await fetch(ingest.events, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${eventsApiKey}` },
      body: JSON.stringify(ten),
    });
    if (answer.status !== 202) throw new Error(`POST /events: ${answer.status} ${await answer.text()}`);
    // Before it settles, so that what the events cause is not in it.
    const { lambdaInvocations } = await app.meter();
    return [
      {
        what: 'POST /events with ten events',
        ours: lambdaInvocations.publish ?? 0,
        beside: 1,
        unit: 'invocations',
        besideWhat: 'what is asked',
        target: { atMost: 1 },
      },
    ];
  } finally {
    app.close();
    await sandbox.end();
  }
}
