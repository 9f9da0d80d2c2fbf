import type { OrderChoice } from '../infra/app-context.ts';
import { deadLettersName, defaultStage, namesOf } from '../infra/names.ts';
import { letterVerbs } from '../infra/verbs.ts';

/** Names of the default stage, as its stack gives them. */
export const names = namesOf(defaultStage);

const account = 'us-east-1:000000000000';
/** Where the API of the simulated stack would be. */
export const apiUrl = 'https://api.simulation.example';
export const machinePrefix = `arn:aws:states:${account}:stateMachine:${names.bus}-`;

export const twilio = {
  sid: 'AC00000000000000000000000000000000',
  number: '+15005550006',
  whatsappNumber: '+14155238886',
  authToken: 'simulation-auth-token',
} as const;
export const pinpointApplication = '00000000000000000000000000000000';
export const snsApplications = [
  `arn:aws:sns:${account}:app/GCM/example`,
  `arn:aws:sns:${account}:app/APNS/example`,
] as const;
export const fcmProject = 'example-app';
export const originationIdentity = `arn:aws:sms-voice:${account}:phone-number/phone-example`;
export const whatsappIdentity = `arn:aws:social-messaging:${account}:phone-number-id/example`;

/** What Secrets Manager holds. */
export const secrets: ReadonlyMap<string, string> = new Map([
  [names.tokenSecret, 'simulation-token-secret-of-sixty-four-characters-0000000000000000'],
  [names.addressSecret, 'simulation-address-secret'],
  [names.eventsSecret, 'simulation-events-key'],
  [names.segmentSecret, 'simulation-segment-key'],
  [names.mparticleSecret, 'simulation-mparticle-key'],
  ['polyphony/twilio', JSON.stringify({ authToken: twilio.authToken })],
  [
    'polyphony/fcm',
    JSON.stringify({
      client_email: 'simulation@example.iam.gserviceaccount.com',
      private_key: '',
      token_uri: 'https://oauth2.googleapis.com/token',
    }),
  ],
]);

/** URL of a function's queue of dead letters. */
export const lettersUrl = (name: string): string =>
  `https://sqs.us-east-1.amazonaws.com/000000000000/${deadLettersOf(name) ?? ''}`;

const deadLettersOf = (name: string) => {
  const verb = letterVerbs.find((each) => each === name);
  return verb && deadLettersName(names, verb);
};

/** What the stack tells every function and each one, as one environment: names are the same wherever they are. */
export const environmentOf = (orders: OrderChoice | undefined): Readonly<Record<string, string>> => ({
  AWS_REGION: 'us-east-1',
  TABLE: names.peopleTable,
  TALLIES: names.tallyTable,
  BUS: names.bus,
  METRICS: names.metrics,
  STATE_MACHINE_PREFIX: machinePrefix,
  LAUNCH_MACHINE: `arn:aws:states:${account}:stateMachine:${names.launchMachine}`,
  ERASURE_MACHINE: `arn:aws:states:${account}:stateMachine:${names.erasureMachine}`,
  LISTS: `${names.lists}-000000000000-us-east-1`,
  API_URL: apiUrl,
  TOKEN_SECRET: names.tokenSecret,
  ADDRESS_SECRET: names.addressSecret,
  EVENTS_SECRET: names.eventsSecret,
  SEGMENT_SECRET: names.segmentSecret,
  MPARTICLE_SECRET: names.mparticleSecret,
  EMAIL_FROM: 'Example <hello@example.com>',
  SES_CONFIGURATION_SET: names.bus,
  PINPOINT_APPLICATION_ID: pinpointApplication,
  SNS_FCM_APPLICATION: snsApplications[0],
  SNS_APNS_APPLICATION: snsApplications[1],
  FCM_PROJECT: fcmProject,
  FCM_SECRET: 'polyphony/fcm',
  TWILIO_ACCOUNT_SID: twilio.sid,
  TWILIO_SECRET: 'polyphony/twilio',
  TWILIO_NUMBER: twilio.number,
  TWILIO_WHATSAPP_NUMBER: twilio.whatsappNumber,
  SMS_ORIGINATION_IDENTITY: originationIdentity,
  WHATSAPP_NUMBER: whatsappIdentity,
  ...(orders && { ORDERS: JSON.stringify(orders) }),
});
