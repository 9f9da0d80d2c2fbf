import { createHash } from 'node:crypto';
import type { Inventory } from '../assembly/inventory.ts';
import type { VirtualClock } from '../clock.ts';
import { AwsError } from '../errors.ts';
import { numberOf } from '../fields.ts';
import type { Random } from '../random.ts';
import { lastPart } from '../region.ts';

export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  readonly md5: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly sentAt: number;
  visibleAt: number;
  receives: number;
  receipt: string;
}

export interface Queue {
  readonly name: string;
  readonly logicalId: string;
  readonly arn: string;
  readonly url: string;
  readonly visibilityMs: number;
  messages: QueueMessage[];
}

/** The SQS queues of the assembly. Visibility is counted in virtual time. */
export class Queues {
  private readonly queues: readonly Queue[];
  private readonly clock: VirtualClock;
  private readonly random: Random;

  constructor(inventory: Inventory, endpoint: string, clock: VirtualClock, random: Random) {
    this.clock = clock;
    this.random = random;
    this.queues = inventory.all('AWS::SQS::Queue').map(({ name, logicalId, arn, properties }) => ({
      name,
      logicalId,
      arn,
      url: `${endpoint}/000000000000/${name}`,
      visibilityMs: (numberOf(properties.VisibilityTimeout) ?? 30) * 1000,
      messages: [],
    }));
  }

  all(): readonly Queue[] {
    return this.queues;
  }

  /** By name, ARN or URL: only the name in it counts. */
  find(reference: string): Queue | undefined {
    const name = lastPart(reference).split('/').pop();
    return this.queues.find((queue) => queue.name === name);
  }

  require(reference: string): Queue {
    const queue = this.find(reference);
    if (queue) return queue;
    throw new AwsError(
      'AWS.SimpleQueueService.NonExistentQueue',
      `The specified queue does not exist: ${reference}. There is ${this.queues.map(({ name }) => name).join(', ')}.`,
    );
  }

  /** Puts a message in, from inside AWS. False when there is no such queue. */
  deliver(reference: string, body: string, attributes: Readonly<Record<string, string>>): boolean {
    const queue = this.find(reference);
    if (!queue) return false;
    this.send(queue, body, attributes);
    return true;
  }

  send(queue: Queue, body: string, attributes: Readonly<Record<string, string>>, delayMs = 0): QueueMessage {
    const now = this.clock.now();
    const message: QueueMessage = {
      id: this.random.uuid(),
      body,
      md5: createHash('md5').update(body).digest('hex'),
      attributes,
      sentAt: now,
      visibleAt: now + delayMs,
      receives: 0,
      receipt: '',
    };
    queue.messages.push(message);
    return message;
  }

  receive(queue: Queue, max: number, visibilityMs: number): QueueMessage[] {
    const now = this.clock.now();
    const taken = queue.messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, max);
    for (const message of taken) {
      message.visibleAt = now + visibilityMs;
      message.receives += 1;
      message.receipt = this.random.uuid();
    }
    return taken;
  }

  remove(queue: Queue, receipt: string): void {
    queue.messages = queue.messages.filter((message) => message.receipt !== receipt);
  }
}
