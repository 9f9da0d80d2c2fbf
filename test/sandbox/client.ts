import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/** What the sandbox's outbox tells of a message. */
export interface Sent {
  readonly at: string;
  readonly userId: string;
  readonly touchId: string;
  readonly journey: string;
  readonly step: string;
  readonly channel: string;
  readonly provider: string;
  readonly to: string;
  readonly content: {
    readonly subject?: string;
    readonly title?: string;
    readonly text?: string;
    readonly html?: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

export interface AppEvent {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly bus?: string;
  readonly source?: string;
}

export const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Someone outside: publishes with a real SDK, moves the clock, and reads what providers recorded. */
export class Client {
  readonly url: string;
  readonly bus: EventBridgeClient;
  readonly executions: SFNClient;
  readonly queues: SQSClient;

  constructor(url: string) {
    this.url = url;
    const options = { endpoint: url, region: 'us-east-1', credentials };
    this.bus = new EventBridgeClient(options);
    this.executions = new SFNClient(options);
    this.queues = new SQSClient(options);
  }

  async publish(...events: readonly AppEvent[]): Promise<void> {
    for (let from = 0; from < events.length; from += 10) {
      const Entries = events.slice(from, from + 10).map(({ type, detail, bus = 'polyphony', source = 'app' }) => ({
        EventBusName: bus,
        Source: source,
        DetailType: type,
        Detail: JSON.stringify(detail),
      }));
      const { FailedEntryCount } = await this.bus.send(new PutEventsCommand({ Entries }));
      if (FailedEntryCount) throw new Error(`${FailedEntryCount} events were refused`);
    }
  }

  /** A person whom every channel of the welcome reaches, and who agreed to all of them. */
  async introduce(userId: string, profile: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.publish(...introduction(userId, profile));
    await this.settle();
  }

  async control<T = Record<string, unknown>>(path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${this.url}/_polyphony/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  advance(duration: string): Promise<{ now: string }> {
    return this.control('clock', { advance: duration });
  }

  settle(): Promise<{ now: string }> {
    return this.advance('PT0S');
  }

  /** Up to ten of each queue: what could not be used, and why. */
  async deadLetters(): Promise<readonly { queue: string; body: string; reason: string | undefined }[]> {
    const { QueueUrls = [] } = await this.queues.send(new ListQueuesCommand({}));
    const found = QueueUrls.map(async (queue) => {
      const ask = new ReceiveMessageCommand({
        QueueUrl: queue,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      });
      const { Messages = [] } = await this.queues.send(ask);
      return Messages.map(({ Body = '', MessageAttributes }) => {
        return { queue, body: Body, reason: MessageAttributes?.reason?.StringValue };
      });
    });
    return (await Promise.all(found)).flat();
  }

  outbox(query = ''): Promise<readonly Sent[]> {
    return this.control(`outbox${query}`);
  }
}

export function introduction(userId: string, profile: Readonly<Record<string, unknown>> = {}): AppEvent[] {
  const yes = (channel: string) => ({
    type: 'consent.changed',
    detail: { userId, channel, status: 'granted', basis: 'double_opt_in', source: 'sign-up form' },
  });
  const reach = {
    email: `${userId}@example.com`,
    push: [{ platform: 'fcm', token: `token-${userId}` }],
    timezone: 'UTC',
  };
  return [{ type: 'profile.updated', detail: { userId, ...reach, ...profile } }, yes('email'), yes('push')];
}

export const signUp = (userId: string): AppEvent => ({
  type: 'user.signed_up',
  detail: { userId, eventId: `signup-${userId}` },
});
