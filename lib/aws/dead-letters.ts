/** Characters of the reason that a letter carries. */
const longestReason = 1_024;

/** Keeps an event that can never be used, with the reason, where somebody can look at it. */
export async function deadLetter(queueUrl: string, event: unknown, reason: string): Promise<void> {
  const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  await new SQSClient({}).send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: ascii(JSON.stringify(event) ?? 'null'),
      MessageAttributes: {
        reason: { DataType: 'String', StringValue: ascii(reason).slice(0, longestReason) || 'no reason given' },
      },
    }),
  );
}

/** JSON says every other character by its number too. SQS refuses messages that hold some of them, such as U+FFFE. */
const ascii = (json: string): string =>
  json.replace(/[^\u0020-\u007E]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
