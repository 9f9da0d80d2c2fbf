import type { Stages } from './lib/infra/settings.ts';

/**
 * What differs between one deployment and the next. What a journey says is in `statemachines/`; secrets are in
 * Secrets Manager. `npx cdk deploy --all` takes `default`; `-c stage=prod` another.
 */
const stages: Stages = {
  default: {
    email: { from: 'Example <hello@example.com>' },
    push: { pinpointApplicationId: '00000000000000000000000000000000' },
    logRetention: 14,
    deletionProtection: false,
  },
  prod: {
    email: { from: 'Example <hello@example.com>' },
    push: { pinpointApplicationId: '00000000000000000000000000000000' },
    logRetention: 365,
    deletionProtection: true,
    // alarms: { email: 'oncall@example.com' },
    // api: { domain: 'messages.example.com' },
  },
};

export default stages;
