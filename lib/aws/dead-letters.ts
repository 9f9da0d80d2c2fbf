/** Keeps an event that can never be used, with the reason, where somebody can look at it and send it again. */
export async function deadLetter(queueUrl: string, event: unknown, reason: string): Promise<void> {
  const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  await new SQSClient({}).send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(event),
      MessageAttributes: { reason: { DataType: 'String', StringValue: reason.slice(0, 1_024) } },
    }),
  );
}
