import type { VirtualClock } from '../clock.ts';
import { AwsError } from '../errors.ts';
import { type Fields, fieldsOf, listOf, numberOf, textOf } from '../fields.ts';
import type { Service } from '../wire/call.ts';
import type { Queue, QueueMessage, Queues } from './queues.ts';

/** SQS over Amazon JSON. Receiving never waits: a message is there or comes with virtual time. */
export function sqs(queues: Queues, clock: VirtualClock): Service {
  const queueOf = (input: Fields): Queue => queues.require(textOf(input.QueueUrl) ?? '');
  const send = (queue: Queue, input: Fields): QueueMessage => {
    const body = textOf(input.MessageBody);
    if (!body) throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
    return queues.send(queue, body, attributesIn(input), (numberOf(input.DelaySeconds) ?? 0) * 1000);
  };
  return {
    name: 'SQS',
    operations: {
      ListQueues: (input) => ({
        QueueUrls: queues
          .all()
          .filter(({ name }) => name.startsWith(textOf(input.QueueNamePrefix) ?? ''))
          .map(({ url }) => url),
      }),
      GetQueueUrl: (input) => ({ QueueUrl: queues.require(textOf(input.QueueName) ?? '').url }),
      GetQueueAttributes: (input) => ({
        Attributes: attributesOf(queueOf(input), listOf(input.AttributeNames), clock.now()),
      }),
      SendMessage: (input) => {
        const { id, md5 } = send(queueOf(input), input);
        return { MessageId: id, MD5OfMessageBody: md5 };
      },
      SendMessageBatch: (input) => {
        const queue = queueOf(input);
        const sent = listOf(input.Entries)
          .map(fieldsOf)
          .map((entry) => ({ Id: entry.Id, message: send(queue, entry) }));
        return {
          Successful: sent.map(({ Id, message }) => ({ Id, MessageId: message.id, MD5OfMessageBody: message.md5 })),
          Failed: [],
        };
      },
      ReceiveMessage: (input) => {
        const queue = queueOf(input);
        const seconds = numberOf(input.VisibilityTimeout);
        const visibility = seconds === undefined ? queue.visibilityMs : seconds * 1000;
        const taken = queues.receive(queue, numberOf(input.MaxNumberOfMessages) ?? 1, visibility);
        return taken.length === 0 ? {} : { Messages: taken.map(messageOut) };
      },
      DeleteMessage: (input) => {
        queues.remove(queueOf(input), textOf(input.ReceiptHandle) ?? '');
        return {};
      },
      DeleteMessageBatch: (input) => {
        const queue = queueOf(input);
        const entries = listOf(input.Entries).map(fieldsOf);
        for (const { ReceiptHandle } of entries) queues.remove(queue, textOf(ReceiptHandle) ?? '');
        return { Successful: entries.map(({ Id }) => ({ Id })), Failed: [] };
      },
      PurgeQueue: (input) => {
        queueOf(input).messages = [];
        return {};
      },
    },
  };
}

function attributesIn(input: Fields): Record<string, string> {
  const attributes = Object.entries(fieldsOf(input.MessageAttributes));
  return Object.fromEntries(attributes.map(([name, value]) => [name, String(fieldsOf(value).StringValue ?? '')]));
}

function messageOut({ id, body, md5, attributes, sentAt, receives, receipt }: QueueMessage) {
  const own = Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]);
  return {
    MessageId: id,
    ReceiptHandle: receipt,
    Body: body,
    MD5OfBody: md5,
    Attributes: { SentTimestamp: String(sentAt), ApproximateReceiveCount: String(receives) },
    ...(own.length > 0 && { MessageAttributes: Object.fromEntries(own) }),
  };
}

function attributesOf(queue: Queue, asked: readonly unknown[], now: number): Record<string, string> {
  const visible = queue.messages.filter(({ visibleAt }) => visibleAt <= now).length;
  const all = {
    QueueArn: queue.arn,
    VisibilityTimeout: String(queue.visibilityMs / 1000),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(queue.messages.length - visible),
  };
  const names = asked.map(String);
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name)));
}
