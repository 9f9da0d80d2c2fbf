import { describe, expect, it } from 'vitest';
import { namesOf } from '../../lib/infra/names.ts';
import { settingsOf } from '../../lib/infra/settings.ts';
import shipped from '../../polyphony.config.ts';
import { example } from './stand-in.ts';

const refusal = (settings: unknown) => {
  try {
    settingsOf({ default: settings }, 'default');
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('settings', () => {
  it('as shipped can be deployed', () => {
    for (const stage of Object.keys(shipped)) expect(settingsOf(shipped, stage).email.from).toContain('@example.com');
  });

  it('have defaults', () => {
    expect(settingsOf({ default: example }, 'default')).toMatchObject({ logRetention: 30, deletionProtection: true });
  });

  it.each([
    ['a missing address', { ...example, email: {} }, 'default.email.from is missing: must be an email address'],
    [
      'a wrong address',
      { ...example, email: { from: 'hello' } },
      'default.email.from is "hello": must be an email address',
    ],
    ['a missing section', { email: example.email }, 'default.push is missing: must be an object'],
    [
      'a wrong application',
      { ...example, push: { pinpointApplicationId: 'x' } },
      'default.push.pinpointApplicationId is "x": must be the 32',
    ],
    [
      'a retention CloudWatch has not',
      { ...example, logRetention: 31 },
      'default.logRetention is 31: must be one of 1, 3,',
    ],
    [
      'an unknown key',
      { ...example, emial: 1 },
      'default.emial: there is no such setting; correct its name or remove it',
    ],
    [
      'an address for alarms with a name',
      { ...example, alarms: { email: 'On call <oncall@example.com>' } },
      'default.alarms.email is "On call <oncall@example.com>": must be an email address, such as',
    ],
    [
      'an event source that is not Segment’s',
      { ...example, segment: { partnerBus: 'aws.partner/other.com/1' } },
      'default.segment.partnerBus is "aws.partner/other.com/1": must be the name of an event source of Segment',
    ],
    [
      'mParticle without its only way',
      { ...example, mparticle: { webhook: false } },
      'default.mparticle.webhook is false',
    ],
    ['no settings', undefined, 'default is missing: must be an object of settings'],
  ])('refuse %s, by name', (_, settings, message) => {
    expect(refusal(settings)).toContain(message);
  });

  it('refuse a stage that is not there', () => {
    expect(() => settingsOf(shipped, 'prd')).toThrow(/stage "prd" is not in polyphony\.config\.ts; .*default\|prod/);
    expect(() => namesOf('My_Stage')).toThrow(/lower-case/);
  });
});
