import { describe, expect, it } from 'vitest';
import { matches } from '../../lib/domain/pattern.ts';
import { journeyNamed, resources, synthesized, talkative } from './stand-in.ts';

interface Rule {
  readonly Name: string;
  readonly EventBusName: unknown;
  readonly EventPattern: Readonly<Record<string, unknown>>;
  readonly Targets: readonly Readonly<Record<string, unknown>>[];
}

const rulesOf = (
  journeys = [journeyNamed('welcome', 'bought', ['left']), journeyNamed('win-back')],
  more = {},
): Rule[] =>
  resources(synthesized({ journeys, ...more }).app, 'AWS::Events::Rule').map(
    ([, { Properties }]) => Properties as unknown as Rule,
  );

describe('rules', () => {
  const rules = rulesOf();
  const named = (name: string) => rules.find(({ Name }) => Name === name);

  it('are these', () => {
    expect(rules.map(({ Name }) => Name).sort()).toEqual([
      'conclude-0',
      'enter-welcome',
      'enter-win-back',
      'identify',
      'listen-engaged',
      'polyphony-conclude-aborted',
      'polyphony-conclude-failed',
      'polyphony-learn',
      'polyphony-listen-email',
    ]);
  });

  it('lose nothing: each target has dead letters and a retry policy', () => {
    for (const { Targets } of rules) {
      expect(Targets).toHaveLength(1);
      expect(Targets[0]).toMatchObject({
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } },
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      });
    }
  });

  it('on our bus never hear the orchestrator itself', () => {
    const ours = rules.filter(({ EventBusName }) => EventBusName !== 'default');
    expect(ours).toHaveLength(5);
    for (const { EventPattern } of ours) expect(EventPattern.source).toEqual([{ 'anything-but': 'polyphony' }]);
  });

  it('hear of orders, and learn from all customers once a day, where the program says what an order is', () => {
    const ordered = rulesOf(undefined, { orders: { on: 'order.placed', value: 'total' } });
    const both = [rules, ordered].map((each) => [
      each.find(({ Name }) => Name === 'identify')?.EventPattern['detail-type'],
      each.find(({ Name }) => Name === 'polyphony-learn'),
    ]);
    expect(both).toMatchObject([
      [expect.not.arrayContaining(['order.placed']), { State: 'DISABLED' }],
      [expect.arrayContaining(['order.placed']), { State: 'ENABLED', ScheduleExpression: 'rate(1 day)' }],
    ]);
  });

  it('start a journey by its own pattern and say which', () => {
    expect(named('enter-win-back')?.EventPattern).toMatchObject({ 'detail-type': ['came'], detail: { plan: ['pro'] } });
    expect(named('enter-win-back')?.Targets[0]?.InputTransformer).toMatchObject({
      InputPathsMap: { detailType: '$.detail-type', detail: '$.detail' },
      InputTemplate: expect.stringMatching(/^\{"journey":"win-back","event":\{"id":<id>,.*"detail":<detail>\}\}$/),
    });
  });

  it('end runs on every goal and exit, and on executions that failed', () => {
    expect(named('conclude-0')?.EventPattern['detail-type']).toEqual(['bought', 'left']);
    const statuses = { failed: ['FAILED', 'TIMED_OUT'], aborted: ['ABORTED'] };
    for (const [how, status] of Object.entries(statuses)) {
      expect(named(`polyphony-conclude-${how}`)?.EventPattern).toMatchObject({
        source: ['aws.states'],
        detail: { status },
      });
    }
  });

  it('hear the end of every execution of this stage, whatever is in the code now, and of no other', () => {
    const detail = (named('polyphony-conclude-failed')?.EventPattern.detail ?? {}) as Record<string, unknown>;
    expect(JSON.stringify(detail.stateMachineArn)).toMatch(/^\[\{"prefix":.*:stateMachine:polyphony-"/);
    expect(JSON.stringify(detail.executionArn)).toMatch(/^\[\{"anything-but":\{"prefix":.*:execution:polyphony-prod-"/);
  });

  it('hear SES about our emails only', () => {
    expect(named('polyphony-listen-email')?.EventPattern).toMatchObject({
      detail: { mail: { tags: { 'ses:configuration-set': ['polyphony', { exists: false }] } } },
    });
  });

  it('hear End User Messaging where the program sends by it', () => {
    const [sms, whatsapp] = ['sms', 'whatsapp'].map((channel) =>
      rulesOf(undefined, talkative).find(({ Name }) => Name === `polyphony-listen-${channel}`),
    );
    expect(sms?.EventPattern).toEqual({
      source: ['aws.sms-voice'],
      'detail-type': ['Text Message Delivery Status Updated'],
      detail: { context: { touch: [{ exists: true }], stage: ['polyphony', { exists: false }] } },
    });
    const received = { source: 'aws.social-messaging', 'detail-type': 'WhatsApp Message Received', detail: {} };
    expect(matches(whatsapp?.EventPattern ?? {}, received)).toBe(true);
    expect([sms?.EventBusName, whatsapp?.EventBusName]).toEqual(['default', 'default']);
  });

  it('hear of texts that this stage sent, and of no others', () => {
    const rule = rulesOf(undefined, talkative).find(({ Name }) => Name === 'polyphony-listen-sms');
    const told = (context?: object) => ({
      source: 'aws.sms-voice',
      'detail-type': 'Text Message Delivery Status Updated',
      detail: { eventType: 'TEXT_DELIVERED', messageId: 'm', ...(context && { context }) },
    });
    const hears = (event: object) => matches(rule?.EventPattern ?? {}, event);
    expect([{ touch: 't' }, { touch: 't', stage: 'polyphony' }].map((context) => hears(told(context)))).toEqual([
      true,
      true,
    ]);
    const others = [undefined, { campaign: 'theirs' }, { touch: 't', stage: 'polyphony-prod' }];
    expect(others.map((context) => hears(told(context)))).toEqual([false, false, false]);
  });

  it('hear of the WhatsApp number that the settings name alone, and of every kind of event but that it was sent', () => {
    const settings = {
      ...talkative.settings,
      endUserMessaging: { ...talkative.settings?.endUserMessaging, whatsappPhoneNumberId: '574086085794038' },
    };
    const rule = rulesOf(undefined, { ...talkative, settings }).find(
      ({ Name }) => Name === 'polyphony-listen-whatsapp',
    );
    const told = (type: string, originationPhoneNumberId?: string) => ({
      source: 'aws.social-messaging',
      'detail-type': `WhatsApp ${type}`,
      detail: { messageId: 'm', ...(originationPhoneNumberId && { originationPhoneNumberId }) },
    });
    const hears = (event: object) => matches(rule?.EventPattern ?? {}, event);
    expect(hears(told('Message Delivered', '574086085794038'))).toBe(true);
    expect(hears(told('Message Delivered', '111111111111111'))).toBe(false);
    expect(hears(told('Unknown Notification Received'))).toBe(true);
    expect(hears(told('Message Sent', '574086085794038'))).toBe(false);
  });

  it('are parted when their patterns would be too long', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      journeyNamed(`j${index}`, `a-rather-long-event-name.${index}`.padEnd(60, '.')),
    );
    const long = rulesOf(many);
    const events = long
      .filter(({ Name }) => /^conclude-/.test(Name))
      .flatMap(({ EventPattern }) => EventPattern['detail-type']);
    expect(new Set(events).size).toBe(60);
    for (const { EventPattern } of long.filter(({ Name }) => /^conclude-/.test(Name))) {
      expect(JSON.stringify(EventPattern).length).toBeLessThanOrEqual(2048);
    }
  });
});
