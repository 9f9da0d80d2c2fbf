import { CreatePlatformEndpointCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Address, Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import type { PushMessage } from '../../domain/message.ts';
import { sendOnce } from '../client-options.ts';
import { verdictOf } from '../failure.ts';
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
      // SNS disables an endpoint when FCM or APNs has told it that the token is gone.
      if (name === 'EndpointDisabledException' || (deleted && isEndpoint(device.address)))
        return { verdict: 'refused', reason: 'unreachable', detail: name, dead: [device.address] };
      return deleted ? down(name) : failureOf(error);
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
      const { name = '', message = '' } = error as Partial<Error>;
      // Somebody else made it with attributes of their own, and SNS names it only in this sentence.
      const existing = /Endpoint (arn:\S+) already exists/.exec(message)?.[1];
      if (existing) return existing;
      if (/^InvalidParameter/.test(name) && message.includes('Token'))
        return { verdict: 'refused', reason: 'unreachable', detail: name, dead: [address] };
      const failure = name === 'NotFoundException' ? down(name) : failureOf(error);
      return failure.verdict === 'in-doubt' ? down(failure.detail) : failure;
    }
  }

  return {
    name: 'sns',
    channel: 'push',
    echoes: true,
    async send({ to, message, touchId }: Envelope): Promise<Delivery> {
      if (message.channel !== 'push') throw new TypeError(`sns carries push here, not ${message.channel}`);
      const devices = to.filter((device) => applicationOf(device) !== undefined);
      return overDevices(devices, (device) => publish(device, message, touchId));
    },
  };
}

const isEndpoint = (address: string) => /^arn:aws[a-z-]*:sns:[^:]+:\d+:endpoint\//.test(address);

/** `…:app/APNS_SANDBOX/name` or `…:endpoint/GCM/name/id` → how SNS calls the platform in a message. */
const platformOf = (arn: string) => /:(?:app|endpoint)\/([^/]+)\//.exec(arn)?.[1] ?? 'GCM';

const down = (detail: string): Delivery => ({ verdict: 'unavailable', reason: 'down', detail });

/** An application without valid credentials sends nothing, to nobody: that is ours to mend. */
function failureOf(error: unknown): Delivery {
  const { name } = error as Partial<Error>;
  return name === 'PlatformApplicationDisabledException' ? down(name) : verdictOf(error);
}

/** One JSON text in another: SNS takes what goes to a platform as a string beside the `default` that it asks for. */
function payloadOf(platform: string, { title, body, url }: PushMessage, touchId: string): string {
  const data = { touchId, ...(url !== undefined && { url }) };
  const payload =
    platform === 'GCM'
      ? { fcmV1Message: { message: { notification: { title, body }, data } } }
      : { aps: { alert: { title, body } }, ...data };
  return JSON.stringify({ default: body, [platform]: JSON.stringify(payload) });
}
