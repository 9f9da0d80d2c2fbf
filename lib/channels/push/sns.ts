import { CreatePlatformEndpointCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Address, Delivery, Envelope, Provider, ProviderAnswer } from '../../domain/delivery.ts';
import type { PushMessage } from '../../domain/message.ts';
import { sendOnce } from '../client-options.ts';
import { verdictOfAws } from '../errors/aws.ts';
import { snsErrors } from '../errors/sns.ts';
import { overDevices } from './devices.ts';

/** ARNs of the platform applications that hold the credentials; devices of a platform without one are left out. */
export interface SnsPushSettings {
  readonly fcmApplication?: string | undefined;
  readonly apnsApplication?: string | undefined;
}

/** Making an endpoint is no send: it gives up early, so that the send after it still has its time. */
const endpointTimeout = { requestTimeout: 3_000 };

/**
 * Push through SNS: each device is an endpoint of a platform application, made when it is not there. A token that is
 * an endpoint's ARN already is used as it is. The app gets the touch id as data and reports opens with it.
 */
export function snsPush(settings: SnsPushSettings, client = new SNSClient(sendOnce)): Provider {
  const applicationOf = ({ address, platform }: Address) => {
    if (isEndpoint(address)) return address;
    return platform === 'apns' ? settings.apnsApplication : settings.fcmApplication;
  };

  async function publish(device: Address, message: PushMessage, touchId: string): Promise<Delivery> {
    const application = applicationOf(device) ?? '';
    const endpoint = await endpointOf(device, application);
    if (typeof endpoint !== 'string') return endpoint;
    const command = new PublishCommand({
      TargetArn: endpoint,
      MessageStructure: 'json',
      Message: payloadOf(platformOf(application), message, touchId),
    });
    try {
      const { MessageId } = await client.send(command);
      return { verdict: 'accepted', providerId: MessageId ?? '' };
    } catch (error) {
      const { name = '', message: said = '' } = error as Partial<Error>;
      const deleted = name === 'NotFoundException' || said.includes('No endpoint found');
      if (!deleted) return verdictOfAws(snsErrors, error, device.address);
      // An endpoint that was made a moment ago and is gone again is no matter of the token.
      return isEndpoint(device.address)
        ? { verdict: 'refused', reason: 'unreachable', detail: name, dead: [device.address] }
        : down(name);
    }
  }

  /** @returns the endpoint's ARN, or why there is none: until it is there, nothing was sent */
  async function endpointOf({ address }: Address, application: string): Promise<string | Delivery> {
    if (isEndpoint(address)) return address;
    const command = new CreatePlatformEndpointCommand({ PlatformApplicationArn: application, Token: address });
    try {
      const { EndpointArn = '' } = await client.send(command, endpointTimeout);
      return EndpointArn;
    } catch (error) {
      const { message = '' } = error as Partial<Error>;
      // Somebody else made it with attributes of their own, and SNS names it only in this sentence.
      const existing = /Endpoint (arn:\S+) already exists/.exec(message)?.[1];
      if (existing) return existing;
      const failure = verdictOfAws(snsErrors, error, address);
      return failure.verdict === 'in-doubt' ? down(failure.detail) : failure;
    }
  }

  const reaches = (device: Address): boolean => applicationOf(device) !== undefined;

  return {
    name: 'sns',
    channel: 'push',
    echoes: true,
    reaches,
    async send({ to, message, touchId }: Envelope): Promise<ProviderAnswer> {
      if (message.channel !== 'push') throw new TypeError(`sns carries push here, not ${message.channel}`);
      return overDevices(to.filter(reaches), (device) => publish(device, message, touchId));
    },
  };
}

const isEndpoint = (address: string) => /^arn:aws[a-z-]*:sns:[^:]+:\d+:endpoint\//.test(address);

/** `…:app/APNS_SANDBOX/name` or `…:endpoint/GCM/name/id` → how SNS calls the platform in a message. */
const platformOf = (arn: string) => /:(?:app|endpoint)\/([^/]+)\//.exec(arn)?.[1] ?? 'GCM';

const down = (detail: string): Delivery => ({ verdict: 'unavailable', reason: 'down', detail });

/** One JSON text in another: SNS takes what goes to a platform as a string beside the `default` that it asks for. */
function payloadOf(platform: string, { title, body, url }: PushMessage, touchId: string): string {
  const data = { touchId, ...(url !== undefined && { url }) };
  const payload =
    platform === 'GCM'
      ? { fcmV1Message: { message: { notification: { title, body }, data } } }
      : { aps: { alert: { title, body } }, ...data };
  return JSON.stringify({ default: body, [platform]: JSON.stringify(payload) });
}
