import { describe, expect, it } from 'vitest';
import { example, resources, synthesized } from './stand-in.ts';

const forward = {
  amplitude: { secret: 'acme/amplitude' },
  ga4: { measurementId: 'G-ABCD1234', secret: 'acme/ga4', region: 'eu' },
} as const;

describe('forwarding', () => {
  it('leaves nothing in the template of a stage that does not ask for it', () => {
    expect(JSON.stringify(synthesized().app.toJSON())).not.toMatch(/forward/i);
  });

  it('is one rule that hears our own announcements, one function, its dead letters and their alarms', () => {
    const { app } = synthesized({ settings: { ...example, forward } });
    const rule = resources(app, 'AWS::Events::Rule').find(([, { Properties }]) => Properties.Name === 'forward');
    expect(rule?.[1].Properties.EventPattern).toEqual({
      source: ['polyphony'],
      'detail-type': [{ prefix: 'touch.' }, { prefix: 'run.' }],
    });
    const [, lambda] =
      resources(app, 'AWS::Lambda::Function').find(([, { Properties }]) =>
        String(Properties.FunctionName).endsWith('-forward'),
      ) ?? [];
    expect(lambda?.Properties.Environment).toMatchObject({
      Variables: {
        AMPLITUDE_SECRET: 'acme/amplitude',
        AMPLITUDE_REGION: 'us',
        GA4_SECRET: 'acme/ga4',
        GA4_REGION: 'eu',
        GA4_MEASUREMENT_ID: 'G-ABCD1234',
      },
    });
    expect(lambda?.Properties.Environment).not.toMatchObject({ Variables: { WEBHOOK_SECRET: expect.anything() } });
    const alarms = resources(app, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties.AlarmName);
    expect(alarms).toEqual(
      expect.arrayContaining(['dead-letters', 'errors', 'late-events'].map((name) => `polyphony-forward-${name}`)),
    );
  });
});
