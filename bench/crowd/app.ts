import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

export interface AppEvent {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** PutEvents takes this many entries a call. */
const batch = 10;
/** Calls under way at once, as from an app with some servers. */
const lanes = 8;

/** An app beside the sandbox: publishes with a real SDK, moves the clock, reads what it measured. */
export function appAt(url: string) {
  const client = new EventBridgeClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const control = async <T>(path: string, body?: object): Promise<T> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${url}/_polyphony/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const put = async (events: readonly AppEvent[]) => {
    const Entries = events.map(({ type, detail }) => ({
      EventBusName: 'polyphony',
      Source: 'app',
      DetailType: type,
      Detail: JSON.stringify(detail),
    }));
    const { FailedEntryCount } = await client.send(new PutEventsCommand({ Entries }));
    if (FailedEntryCount) throw new Error(`the bus refused ${FailedEntryCount} of ${events.length} events`);
  };

  return {
    async publish(events: readonly AppEvent[]): Promise<void> {
      const batches = Array.from({ length: Math.ceil(events.length / batch) }, (_, index) =>
        events.slice(index * batch, (index + 1) * batch),
      );
      const lane = async () => {
        for (let next = batches.shift(); next; next = batches.shift()) await put(next);
      };
      await Promise.all(Array.from({ length: lanes }, lane));
    },
    /** Moves virtual time; `PT0S` only settles. */
    advance: (by: string) => control<{ now: string }>('clock', { advance: by }),
    outbox: () => control<readonly { readonly channel: string }[]>('outbox'),
    meter: () => control<Meter>('meter'),
    close: () => client.destroy(),
  };
}

/** The sandbox's meter: what AWS would charge for. */
export interface Meter extends Units {
  readonly stateTransitions: number;
  readonly lambdaInvocations: Readonly<Record<string, number>>;
  readonly dynamodb: Units['dynamodb'] & { readonly byFunction: Readonly<Record<string, Units['dynamodb']>> };
  readonly putEvents: number;
  readonly touches: number;
}

interface Units {
  readonly dynamodb: { readonly readUnits: number; readonly writeUnits: number };
}

/** What an app tells of somebody whom every channel of the welcome reaches, and who agreed to all of them. */
export function introduction(userId: string, timezone: string, country?: string): AppEvent[] {
  const yes = (channel: string) => ({
    type: 'consent.changed',
    detail: { userId, channel, status: 'granted', basis: 'double_opt_in', source: 'sign-up form' },
  });
  const push = [{ platform: 'fcm', token: `token-of-${userId}` }];
  const profile = { userId, email: `${userId}@example.com`, push, timezone, ...(country && { country }) };
  return [{ type: 'profile.updated', detail: profile }, yes('email'), yes('push')];
}

export const signUp = (userId: string): AppEvent => ({
  type: 'user.signed_up',
  detail: { userId, eventId: `signup-${userId}` },
});
