import { AwsError } from '../errors.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import type { Outbox, OutboxContent } from '../outbox.ts';
import type { Random } from '../random.ts';
import type { Service } from '../wire/call.ts';
import { behaving, type Mood } from './behaviour.ts';
import { suppressionList } from './ses-suppression.ts';

const errors = {
  throttle: 'TooManyRequestsException',
  down: 'ServiceUnavailable',
  error: 'InternalServiceErrorException',
};
/** SES lists the identities that it checked; of an account out of its sandbox, that is the sender's alone. */
const notVerified = (from: unknown) =>
  new AwsError(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in region US-EAST-1: ${String(from)}`,
  );
const maxRecipients = 50;

export interface SesSurroundings {
  readonly mood: Mood;
  readonly outbox: Pick<Outbox, 'accept'>;
  readonly random: Random;
  /** Names of the template's configuration sets. */
  readonly configurationSets: readonly string[];
}

/** SESv2: SendEmail with simple content checks what SES checks, records, answers a message id; and the account's suppression list. */
export function sesTwin({ mood, outbox, random, configurationSets }: SesSurroundings): Service {
  return {
    name: 'SESv2',
    operations: {
      ...suppressionList(),
      SendEmail: (input) => {
        const recipients = check(input, configurationSets);
        const accept = () => {
          const MessageId = `0100${random.uuid()}-000000`;
          outbox.accept({
            touchId: tag(input, 'touch'),
            channel: 'email',
            provider: 'ses',
            providerId: MessageId,
            to: recipients.join(', '),
            content: contentOf(input),
            // The body as parsed already: a crowd's mails once, not twice.
            request: input,
          });
          return { MessageId };
        };
        const misconfigured = notVerified(input.FromEmailAddress);
        return behaving(mood, { ...errors, misconfigured }, accept, () => {
          throw new AwsError('MessageRejected', 'The message was refused because of its content.');
        });
      },
    },
  };
}

function check(input: Fields, configurationSets: readonly string[]): string[] {
  const bad = (message: string) => new AwsError('BadRequestException', message);
  if (!textOf(input.FromEmailAddress)) throw bad('FromEmailAddress is required.');
  const { ToAddresses, CcAddresses, BccAddresses } = fieldsOf(input.Destination);
  const recipients = [ToAddresses, CcAddresses, BccAddresses].flatMap(listOf).map(String);
  if (recipients.length === 0 || recipients.length > maxRecipients) {
    throw bad(`A message has 1 to ${maxRecipients} recipients, not ${recipients.length}.`);
  }
  const wrong = recipients.find((recipient) => !/^[^\s@]+@[^\s@]+$|<[^\s@]+@[^\s@]+>$/.test(recipient));
  if (wrong !== undefined) throw bad(`Invalid email address: ${wrong}.`);
  const simple = fieldsOf(fieldsOf(input.Content).Simple);
  if (!textOf(fieldsOf(simple.Subject).Data))
    throw bad('Content.Simple.Subject.Data is required: the sandbox takes simple content.');
  const { Html, Text } = fieldsOf(simple.Body);
  if (!textOf(fieldsOf(Html).Data) && !textOf(fieldsOf(Text).Data))
    throw bad('Content.Simple.Body needs Html or Text.');
  for (const { Name, Value } of listOf(input.EmailTags).map(fieldsOf)) {
    if (!isTagText(Name) || !isTagText(Value)) {
      throw bad(`Email tag ${String(Name)}=${String(Value)}: 1 to 256 characters of A-Z, a-z, 0-9, _ and - each.`);
    }
  }
  const set = textOf(input.ConfigurationSetName);
  if (set !== undefined && !configurationSets.includes(set)) {
    throw new AwsError('NotFoundException', `Configuration set <${set}> does not exist.`, 404);
  }
  return recipients;
}

function isTagText(text: unknown): boolean {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{1,256}$/.test(text);
}

function tag(input: Fields, name: string): string | null {
  const found = listOf(input.EmailTags)
    .map(fieldsOf)
    .find(({ Name }) => Name === name);
  return textOf(found?.Value) ?? null;
}

function contentOf(input: Fields): OutboxContent {
  const { Subject, Body, Headers } = fieldsOf(fieldsOf(input.Content).Simple);
  const data = (part: unknown) => textOf(fieldsOf(part).Data);
  const [subject, html, text] = [data(Subject), data(fieldsOf(Body).Html), data(fieldsOf(Body).Text)];
  const headers = listOf(Headers)
    .map(fieldsOf)
    .map(({ Name, Value }) => [String(Name), String(Value)]);
  return {
    ...(subject !== undefined && { subject }),
    ...(text !== undefined && { text }),
    ...(html !== undefined && { html }),
    headers: Object.fromEntries(headers),
  };
}
