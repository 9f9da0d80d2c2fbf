import * as z from 'zod/mini';

/** Days for which CloudWatch Logs can keep a log group. */
const logRetentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653] as const;

const addressRule = 'must be an email address, alone or as "Name <address>"';
const address = z
  .string(addressRule)
  .check(z.regex(/^(?:[^<>@]+<[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)$/, addressRule));
const bareAddressRule = 'must be an email address, such as oncall@example.com';
const host = (rule: string) => z.string(rule).check(z.regex(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/, rule));
const named = (pattern: RegExp, rule: string) => z.string(rule).check(z.regex(pattern, rule));
const flag = (rule: string) => z.boolean(rule);
const [secretName, secretRule] = [/^[A-Za-z0-9/_+=.@-]{1,512}$/, 'must be the name of a secret in Secrets Manager'];
const [e164, e164Rule] = [/^\+[1-9]\d{6,14}$/, 'must be a phone number in E.164, such as +15005550006'];
const platformApplication = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:app\/(?:GCM|APNS|APNS_SANDBOX)\/.+$/;
const platformRule = 'must be the ARN of an SNS platform application';

const stageSettings = z.strictObject(
  {
    email: z.strictObject(
      {
        /** Who messages come from: "hello@example.com" or "Example <hello@example.com>". */
        from: address,
        /** The verified SES identity that may send as `from`. @default the domain of `from` */
        identity: z.optional(named(/^[^\s<>]+\.[^\s<>]+$/, 'must be a verified SES identity: a domain or an address')),
        /** An existing SES configuration set whose events reach EventBridge. @default the stack makes one */
        configurationSet: z.optional(
          named(/^[A-Za-z0-9_-]{1,64}$/, 'must be the name of an SES configuration set: letters, digits, _ and -'),
        ),
      },
      'must be an object with at least `from`',
    ),
    push: z.strictObject(
      {
        /** The application whose FCM and APNs credentials send push. */
        pinpointApplicationId: named(
          /^[0-9a-f]{32}$/,
          'must be the 32 hexadecimal digits of a Pinpoint application id',
        ),
      },
      'must be an object with `pinpointApplicationId`',
    ),
    /** SMS and push through SNS. */
    sns: z.optional(
      z.strictObject({
        /** SNS platform application that holds the FCM credentials. */
        fcmApplication: z.optional(named(platformApplication, platformRule)),
        /** SNS platform application that holds the APNs credentials. */
        apnsApplication: z.optional(named(platformApplication, platformRule)),
        /** Shown in place of a number where the country allows it. */
        senderId: z.optional(
          named(/^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/, 'must be 1 to 11 letters, digits and hyphens'),
        ),
      }),
    ),
    /** Push straight to Firebase. */
    fcm: z.optional(
      z.strictObject({
        /** The Firebase project whose app gets the push. */
        projectId: named(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'must be the id of a Firebase project'),
        /** Secret that holds the service account's key file, as Google gives it. */
        secret: named(secretName, secretRule),
      }),
    ),
    /** SMS and WhatsApp through Twilio. */
    twilio: z.optional(
      z.strictObject({
        accountSid: named(/^AC[0-9a-f]{32}$/, 'must be a Twilio account SID: AC and 32 hexadecimal digits'),
        /** Secret that holds `{"authToken": "…"}`. */
        secret: named(secretName, secretRule),
        /** The number that texts come from, unless a messaging service is named. */
        number: z.optional(named(e164, e164Rule)),
        messagingServiceSid: z.optional(
          named(/^MG[0-9a-f]{32}$/, 'must be a Twilio messaging service SID: MG and 32 hexadecimal digits'),
        ),
        /** The number that WhatsApp messages come from. */
        whatsappNumber: z.optional(named(e164, e164Rule)),
      }),
    ),
    /** SMS and WhatsApp through AWS End User Messaging. */
    endUserMessaging: z.optional(
      z.strictObject({
        /** ARN of the phone number, sender id or pool that texts come from. */
        originationIdentity: z.optional(
          named(
            /^arn:aws[a-z-]*:sms-voice:[a-z0-9-]+:\d{12}:(?:phone-number|sender-id|pool)\/.+$/,
            'must be the ARN of an End User Messaging phone number, sender id or pool',
          ),
        ),
        /** ARN of the linked phone number that WhatsApp messages come from. */
        whatsappNumber: z.optional(
          named(
            /^arn:aws[a-z-]*:social-messaging:[a-z0-9-]+:\d{12}:phone-number-id\/.+$/,
            'must be the ARN of an End User Messaging Social phone number',
          ),
        ),
        /** Meta's id of that number: with it, receipts of other numbers of this account are left alone. @default not known */
        whatsappPhoneNumberId: z.optional(
          named(
            /^\d{5,20}$/,
            "must be Meta's id of the WhatsApp number: digits, as get-linked-whatsapp-business-account says",
          ),
        ),
      }),
    ),
    /** Where announcements (`touch.*`, `run.*`) are forwarded to. @default nowhere: nothing of it is deployed */
    forward: z.optional(
      z.strictObject({
        amplitude: z.optional(
          z.strictObject({
            /** Secret that holds `{"apiKey": "…"}`. */
            secret: named(secretName, secretRule),
            region: z._default(z.literal(['us', 'eu'], 'must be us or eu'), 'us'),
          }),
        ),
        mixpanel: z.optional(
          z.strictObject({
            projectId: named(/^\d{1,20}$/, 'must be the number of a Mixpanel project'),
            /** Secret that holds a service account: `{"username": "…", "password": "…"}`. */
            secret: named(secretName, secretRule),
            region: z._default(z.literal(['us', 'eu', 'in'], 'must be us, eu or in'), 'us'),
          }),
        ),
        ga4: z.optional(
          z.strictObject({
            measurementId: named(/^G-[A-Z0-9]{4,20}$/, 'must be a measurement id, such as G-XXXXXXXXXX'),
            /** Secret that holds `{"apiSecret": "…"}`. */
            secret: named(secretName, secretRule),
            region: z._default(z.literal(['us', 'eu'], 'must be us or eu'), 'us'),
          }),
        ),
        webhook: z.optional(
          z.strictObject({
            url: named(/^https:\/\/[^\s]{1,1000}$/, 'must be an https URL'),
            /** Secret that holds `{"key": "whsec_…"}`. */
            secret: named(secretName, secretRule),
          }),
        ),
      }),
    ),
    /** Segment as a source of events, by one way or both. */
    segment: z.optional(
      z.strictObject({
        /** Segment's event source in this account, already associated with a bus of that name. @default none */
        partnerBus: z.optional(
          named(
            /^aws\.partner\/segment\.com\/[A-Za-z0-9._-]+$/,
            'must be the name of an event source of Segment, such as aws.partner/segment.com/abc123',
          ),
        ),
        /** Whether `POST /ingest/segment` is there. @default true */
        webhook: z._default(flag('must be true or false'), true),
      }),
    ),
    /** mParticle as a source of events. */
    mparticle: z.optional(
      z.strictObject({
        /** Whether `POST /ingest/mparticle` is there: it is the only way that mParticle has. */
        webhook: z.literal(true, 'must be true; leave mparticle out to have none'),
      }),
    ),
    api: z.optional(
      z.strictObject({
        /** A host name that you map to the HTTP API; links in messages begin with it. @default the API's own address */
        domain: z.optional(host('must be a host name, such as messages.example.com')),
      }),
    ),
    report: z.optional(
      z.strictObject({
        /** Whether the reports at `GET /report` are open to everybody who knows the address. @default false: a signed link opens them */
        open: z._default(flag('must be true or false'), false),
      }),
    ),
    alarms: z.optional(
      z.strictObject({
        /** Who hears of alarms by email, once they confirm it. @default nobody: subscribe to the alarms' topic yourself */
        email: z.optional(
          z.string(bareAddressRule).check(z.regex(/^[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+$/, bareAddressRule)),
        ),
      }),
    ),
    /** Whether EventBridge's schema registry holds the events' schemas; not every region has one. @default true */
    schemaRegistry: z._default(flag('must be true or false'), true),
    /** Days for which logs are kept. @default 30 */
    logRetention: z._default(
      z.literal([...logRetentionDays], `must be one of ${logRetentionDays.join(', ')} (days)`),
      30,
    ),
    /** Whether tables and the stack that holds them refuse to be deleted. @default true */
    deletionProtection: z._default(flag('must be true or false'), true),
  },
  'must be an object of settings',
);

/** What a person writes for one stage. */
export type StageInput = z.input<typeof stageSettings>;
/** One stage's settings, checked, defaults filled in. */
export type StageSettings = z.output<typeof stageSettings>;
/** The stages by name; `default` is the one that is deployed without `-c stage=…`. */
export type Stages = { readonly default: StageInput } & Readonly<Record<string, StageInput>>;

/** A value in polyphony.config.ts that cannot be deployed: says which, and what it must be. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * The settings of one stage.
 *
 * @throws SettingsError that names each wrong key, its value, the rule and the remedy; an unknown stage
 */
export function settingsOf(stages: Readonly<Record<string, unknown>>, stage: string): StageSettings {
  const known = Object.keys(stages);
  if (!known.includes(stage)) {
    throw new SettingsError(
      `stage "${stage}" is not in polyphony.config.ts; add it there, or pass -c stage=<${known.join('|')}>`,
    );
  }
  const parsed = stageSettings.safeParse(stages[stage]);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => describe(issue, stage, stages[stage]));
  throw new SettingsError(`polyphony.config.ts cannot be deployed:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

function describe(issue: z.core.$ZodIssue, stage: string, input: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => [stage, ...issue.path, key].join('.'));
    return `${keys.join(', ')}: there is no such setting; correct its name or remove it`;
  }
  const value = issue.path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    input,
  );
  const shown = value === undefined ? 'missing' : JSON.stringify(value);
  return `${[stage, ...issue.path].join('.')} is ${shown}: ${issue.message}; set it in polyphony.config.ts`;
}
