import type { Stages } from './lib/infra/settings.ts';

/** Every provider that the program names, with names that stand for yours. Leave out what your program does not use. */
const providers = {
  push: { pinpointApplicationId: '00000000000000000000000000000000' },
  sns: {
    fcmApplication: 'arn:aws:sns:us-east-1:000000000000:app/GCM/example',
    apnsApplication: 'arn:aws:sns:us-east-1:000000000000:app/APNS/example',
  },
  fcm: { projectId: 'example-app', secret: 'polyphony/fcm' },
  twilio: {
    accountSid: 'AC00000000000000000000000000000000',
    secret: 'polyphony/twilio',
    number: '+15005550006',
    whatsappNumber: '+14155238886',
  },
  endUserMessaging: {
    originationIdentity: 'arn:aws:sms-voice:us-east-1:000000000000:phone-number/phone-example',
    whatsappNumber: 'arn:aws:social-messaging:us-east-1:000000000000:phone-number-id/example',
  },
} as const;

/** Where events come from besides the bus and `POST /events`. Leave out what you do not have. */
const sources = { segment: { webhook: true }, mparticle: { webhook: true } } as const;

/**
 * What differs between one deployment and the next. What a journey says is in `statemachines/`; secrets are in
 * Secrets Manager. `npx cdk deploy --all` takes `default`; `-c stage=prod` another.
 */
const stages: Stages = {
  default: {
    email: { from: 'Example <hello@example.com>' },
    ...providers,
    ...sources,
    logRetention: 14,
    deletionProtection: false,
  },
  prod: {
    email: { from: 'Example <hello@example.com>' },
    ...providers,
    logRetention: 365,
    deletionProtection: true,
    // segment: { partnerBus: 'aws.partner/segment.com/…', webhook: false },
    // alarms: { email: 'oncall@example.com' },
    // api: { domain: 'messages.example.com' },
  },
};

export default stages;
