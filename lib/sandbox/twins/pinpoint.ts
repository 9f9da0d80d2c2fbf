import { AwsError } from '../errors.ts';
import { type Fields, fieldsOf, textOf } from '../fields.ts';
import type { Outbox, OutboxContent } from '../outbox.ts';
import type { Random } from '../random.ts';
import type { Service } from '../wire/call.ts';
import { behaving, type Mood } from './behaviour.ts';

const errors = {
  throttle: 'TooManyRequestsException',
  down: 'ServiceUnavailable',
  error: 'InternalServerErrorException',
};
/** Pinpoint passes on, as JSON in a text, what FCM or Apple said of the token. */
const unregistered = JSON.stringify({
  errorMessage: 'Unregistered or expired token',
  pushProviderStatusCode: '410',
  pushProviderError: 'Unregistered',
});
const maxAddresses = 100;
/** Where each channel type finds its message. */
const messageOf: Readonly<Record<string, string>> = {
  GCM: 'GCMMessage',
  APNS: 'APNSMessage',
  APNS_SANDBOX: 'APNSMessage',
};

export interface PinpointSurroundings {
  readonly mood: Mood;
  readonly outbox: Pick<Outbox, 'accept'>;
  readonly random: Random;
  /** Application ids that the template or a function's environment names. */
  readonly applications: readonly string[];
}

interface Delivery {
  readonly DeliveryStatus: string;
  readonly StatusCode: number;
  readonly StatusMessage: string;
  readonly MessageId?: string;
}

/** Pinpoint SendMessages, push only: answers for each token, as Pinpoint does, under HTTP 200. */
export function pinpointTwin({ mood, outbox, random, applications }: PinpointSurroundings): Service {
  return {
    name: 'Pinpoint',
    operations: {
      SendMessages: (input, { body }) => {
        const application = String(input.ApplicationId);
        const gone = new AwsError('NotFoundException', `Resource not found: application ${application}`, 404);
        if (!applications.includes(application)) throw gone;
        const addresses = addressesIn(input);
        const answer = (deliver: (token: string, message: Fields) => Delivery) => {
          const results = addresses.map(([token, message]) => [token, deliver(token, message)] as const);
          return { ApplicationId: application, RequestId: random.uuid(), Result: Object.fromEntries(results) };
        };
        const accept = () =>
          answer((token, message) => {
            const MessageId = random.uuid();
            outbox.accept({
              touchId: textOf(fieldsOf(message.Data).touchId) ?? null,
              channel: 'push',
              provider: 'pinpoint',
              providerId: MessageId,
              to: token,
              content: contentOf(message),
              request: JSON.parse(body),
            });
            return {
              DeliveryStatus: 'SUCCESSFUL',
              StatusCode: 200,
              StatusMessage: 'Accepted',
              MessageId,
            };
          });
        const refuse = () =>
          answer(() => ({ DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 400, StatusMessage: unregistered }));
        return behaving(mood, { ...errors, misconfigured: gone }, accept, refuse);
      },
    },
  };
}

/** Each token with the message that its channel type gets. */
function addressesIn(input: Fields): [token: string, message: Fields][] {
  const bad = (message: string) => new AwsError('BadRequestException', message);
  const addresses = Object.entries(fieldsOf(input.Addresses));
  if (addresses.length === 0 || addresses.length > maxAddresses) {
    throw bad(`A request has 1 to ${maxAddresses} addresses, not ${addresses.length}.`);
  }
  const configuration = fieldsOf(input.MessageConfiguration);
  return addresses.map(([token, value]) => {
    const type = String(fieldsOf(value).ChannelType);
    const member = messageOf[type];
    if (!member) throw bad(`ChannelType ${type} is gone; push has ${Object.keys(messageOf).join(', ')}.`);
    if (configuration[member] === undefined)
      throw bad(`MessageConfiguration.${member} is missing for a ${type} address.`);
    return [token, fieldsOf(configuration[member])];
  });
}

function contentOf(message: Fields): OutboxContent {
  const [title, text] = [textOf(message.Title), textOf(message.Body)];
  return {
    ...(title !== undefined && { title }),
    ...(text !== undefined && { text }),
    ...(message.Data !== undefined && { variables: message.Data }),
  };
}
