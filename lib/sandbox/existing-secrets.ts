import { type Random, seededRandom } from './random.ts';
import { arn } from './region.ts';
import { seededRsaKey } from './rsa-key.ts';
import type { Secret } from './secrets.ts';

export interface ExistingSecrets {
  readonly endpoint: string;
  readonly random: Random;
  /** What the functions' environments say under a name. */
  readonly environment: (name: string) => readonly string[];
  /** Secrets that a template makes. */
  readonly made: readonly Secret[];
}

/** Secrets that functions name and no template makes: an account has them before the stack, here they are made up. */
export function existingSecrets({ endpoint, random, environment, made }: ExistingSecrets): Secret[] {
  const project = environment('FCM_PROJECT')[0] ?? 'local';
  const kinds: readonly (readonly [variable: string, make: (random: Random) => object])[] = [
    ['TWILIO_SECRET', (own) => ({ authToken: own.string(32, hexDigits) })],
    ['AMPLITUDE_SECRET', (own) => ({ apiKey: own.string(32, hexDigits) })],
    [
      'MIXPANEL_SECRET',
      (own) => ({ username: 'polyphony.local.mp-service-account', password: own.string(32, hexDigits) }),
    ],
    ['GA4_SECRET', (own) => ({ apiSecret: own.string(22, hexDigits) })],
    ['WEBHOOK_SECRET', (own) => ({ key: `whsec_${Buffer.from(own.string(32, hexDigits)).toString('base64')}` })],
    ['FCM_SECRET', (own) => keyFile(project, endpoint, own)],
  ];
  return kinds.flatMap(([variable, make]) => {
    const names = new Set(environment(variable).filter((name) => !made.some((secret) => secret.name === name)));
    return [...names].map((name) => {
      // Drawn now: when somebody first looks at it changes nothing for anybody else.
      const own = seededRandom(Math.floor(random.next() * 2 ** 32));
      return madeWhenRead(name, () => JSON.stringify(make(own)));
    });
  });
}

const hexDigits = '0123456789abcdef';

/** A key takes a tenth of a second, and most never look. */
function madeWhenRead(name: string, make: () => string): Secret {
  let value: string | undefined;
  return {
    name,
    arn: arn('secretsmanager', `secret:${name}`),
    get value() {
      value ??= make();
      return value;
    },
  };
}

/** The key file of a service account, as Google gives it, whose access tokens come from here. */
function keyFile(project: string, endpoint: string, random: Random) {
  return {
    type: 'service_account',
    project_id: project,
    private_key_id: random.string(40, hexDigits),
    private_key: seededRsaKey(random),
    client_email: `polyphony@${project}.iam.gserviceaccount.com`,
    client_id: random.string(21, '0123456789'),
    token_uri: `${endpoint}/token`,
  };
}
