import { describe, expect, it } from 'vitest';
import { example, resources, synthesized } from './stand-in.ts';

describe('the data stack', () => {
  const { data } = synthesized({ settings: { ...example, deletionProtection: true } });

  it('keeps people and tallies: recoverable, expiring by ttl, retained, protected', () => {
    const tables = resources(data, 'AWS::DynamoDB::Table');
    expect(tables.map(([, { Properties }]) => Properties.TableName)).toEqual(['polyphony-people', 'polyphony-tallies']);
    for (const [, { Properties, DeletionPolicy }] of tables) {
      expect(DeletionPolicy).toBe('Retain');
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      });
    }
  });

  it('keeps its secrets and lets nobody choose them', () => {
    const secrets = resources(data, 'AWS::SecretsManager::Secret');
    expect(secrets.map(([, { Properties }]) => Properties.Name)).toEqual(['polyphony/token', 'polyphony/address']);
    for (const [, secret] of secrets) {
      expect(secret.DeletionPolicy).toBe('Retain');
      expect(secret.Properties).toHaveProperty('GenerateSecretString');
    }
  });

  it('holds nothing else', () => {
    expect(resources(data)).toHaveLength(4);
  });
});
