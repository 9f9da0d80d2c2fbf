import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Arns } from './arns.ts';
import type { Accepted } from './review.ts';
import { SettingsError, type StageSettings } from './settings.ts';
import { allow } from './verb-function.ts';

/** Providers by channel, first choice first: what a program names. */
export type ProviderChoice = Readonly<Record<string, readonly string[] | undefined>>;

/** What one provider of one channel needs of the stage, and gets in the function that sends. */
interface Wiring {
  /** The setting that is missing for it; `null` when none is. */
  readonly lacks: (settings: StageSettings) => string | null;
  readonly environment: (settings: StageSettings) => Readonly<Record<string, string | undefined>>;
  readonly permissions: (settings: StageSettings, arns: Arns) => readonly PolicyStatement[];
}

const missing = (value: unknown, setting: string) => (value === undefined ? setting : null);

const twilioCredentials = ({ twilio }: StageSettings) => ({
  TWILIO_ACCOUNT_SID: twilio?.accountSid,
  TWILIO_SECRET: twilio?.secret,
});

const readSecret = (arns: Arns, name: string | undefined) =>
  name === undefined ? [] : [allow(['secretsmanager:GetSecretValue'], arns.secret(name))];

/** `arn:…:app/GCM/name` → the endpoints of its devices. */
const platformEndpoints = (application: string) => `${application.replace(':app/', ':endpoint/')}/*`;

/** A publication to a phone number has no resource to name: every topic and endpoint is left out instead. */
const toPhonesOnly = () => new PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:*:sns:*:*:*'] });

/** By channel and provider. Beside `ses` and `inbox`, these are what a program may name. */
const wirings: Readonly<Record<string, Wiring>> = {
  'push/pinpoint': {
    lacks: () => null,
    environment: ({ push }) => ({ PINPOINT_APPLICATION_ID: push.pinpointApplicationId }),
    permissions: ({ push }, arns) => [
      allow(['mobiletargeting:SendMessages'], arns.pushMessages(push.pinpointApplicationId)),
    ],
  },
  'push/sns': {
    lacks: ({ sns }) =>
      missing(sns?.fcmApplication ?? sns?.apnsApplication, 'sns.fcmApplication or sns.apnsApplication'),
    environment: ({ sns }) => ({
      SNS_FCM_APPLICATION: sns?.fcmApplication,
      SNS_APNS_APPLICATION: sns?.apnsApplication,
    }),
    permissions: ({ sns }) => {
      const applications = [sns?.fcmApplication, sns?.apnsApplication].filter((arn) => arn !== undefined);
      return [
        allow(['sns:CreatePlatformEndpoint'], ...applications),
        allow(['sns:Publish'], ...applications.map((application) => platformEndpoints(application))),
      ];
    },
  },
  'push/fcm': {
    lacks: ({ fcm }) => missing(fcm, 'fcm'),
    environment: ({ fcm }) => ({ FCM_PROJECT: fcm?.projectId, FCM_SECRET: fcm?.secret }),
    permissions: ({ fcm }, arns) => readSecret(arns, fcm?.secret),
  },
  'sms/twilio': {
    lacks: ({ twilio }) =>
      missing(twilio?.messagingServiceSid ?? twilio?.number, 'twilio.number or twilio.messagingServiceSid'),
    environment: (settings) => ({
      ...twilioCredentials(settings),
      TWILIO_NUMBER: settings.twilio?.number,
      TWILIO_MESSAGING_SERVICE: settings.twilio?.messagingServiceSid,
    }),
    permissions: ({ twilio }, arns) => readSecret(arns, twilio?.secret),
  },
  'sms/end-user-messaging': {
    lacks: ({ endUserMessaging }) =>
      missing(endUserMessaging?.originationIdentity, 'endUserMessaging.originationIdentity'),
    environment: ({ endUserMessaging }) => ({ SMS_ORIGINATION_IDENTITY: endUserMessaging?.originationIdentity }),
    permissions: ({ endUserMessaging }) =>
      endUserMessaging?.originationIdentity === undefined
        ? []
        : [allow(['sms-voice:SendTextMessage'], endUserMessaging.originationIdentity)],
  },
  'sms/sns': {
    lacks: () => null,
    environment: ({ sns }) => ({ SNS_SENDER_ID: sns?.senderId }),
    permissions: () => [toPhonesOnly()],
  },
  'whatsapp/twilio': {
    lacks: ({ twilio }) => missing(twilio?.whatsappNumber, 'twilio.whatsappNumber'),
    environment: (settings) => ({
      ...twilioCredentials(settings),
      TWILIO_WHATSAPP_NUMBER: settings.twilio?.whatsappNumber,
    }),
    permissions: ({ twilio }, arns) => readSecret(arns, twilio?.secret),
  },
  'whatsapp/end-user-messaging': {
    lacks: ({ endUserMessaging }) => missing(endUserMessaging?.whatsappNumber, 'endUserMessaging.whatsappNumber'),
    environment: ({ endUserMessaging }) => ({ WHATSAPP_NUMBER: endUserMessaging?.whatsappNumber }),
    permissions: ({ endUserMessaging }) =>
      endUserMessaging?.whatsappNumber === undefined
        ? []
        : [allow(['social-messaging:SendWhatsAppMessage'], endUserMessaging.whatsappNumber)],
  },
};

export interface Wired {
  readonly environment: Readonly<Record<string, string>>;
  readonly permissions: readonly PolicyStatement[];
}

/**
 * What the sending function needs for all providers that the program names.
 *
 * @throws SettingsError for a provider without its settings, and for one that is not there
 */
export function wireProviders(choice: ProviderChoice, settings: StageSettings, arns: Arns): Wired {
  const named = Object.entries(choice).flatMap(([channel, providers = []]) =>
    providers.filter((provider) => !builtIn.has(provider)).map((provider) => `${channel}/${provider}`),
  );
  const wired = named.map((name) => {
    const wiring = wirings[name] ?? refuse(name);
    const lacking = wiring.lacks(settings);
    if (lacking !== null) {
      throw new SettingsError(
        `${lacking} is missing: the program sends by ${name}; set it in polyphony.config.ts, or leave ${name} out of ` +
          'statemachines/program.ts',
      );
    }
    return { environment: wiring.environment(settings), permissions: wiring.permissions(settings, arns) };
  });
  const environment = Object.entries(
    Object.assign({}, ...wired.map((each) => each.environment)) as Record<string, string | undefined>,
  );
  return {
    environment: Object.fromEntries(environment.filter((entry): entry is [string, string] => entry[1] !== undefined)),
    permissions: wired.flatMap((each) => each.permissions),
  };
}

/** Every stage has these: its email settings are required, and the inbox is its own table. */
const builtIn: ReadonlySet<string> = new Set(['ses', 'inbox']);

function refuse(name: string): never {
  const [channel = '', provider] = name.split('/');
  const known = Object.keys(wirings).flatMap((key) =>
    key.startsWith(`${channel}/`) ? [key.slice(channel.length + 1)] : [],
  );
  throw new SettingsError(
    `provider "${provider}": nothing here sends ${channel} by it; name ${known.join(', ') || 'none'} in statemachines/program.ts`,
  );
}

/** The findings about one platform application's endpoints, whose last part nobody knows before they are made. */
export const endpointsOf = ({ sns }: StageSettings): readonly Accepted[] =>
  [sns?.fcmApplication, sns?.apnsApplication].flatMap((application) =>
    application === undefined
      ? []
      : [
          {
            rule: `AwsSolutions-IAM5[Resource::${platformEndpoints(application)}]`,
            on: '2026-11-24',
            because: 'every device is an endpoint of its own under the one application',
          },
        ],
  );
