import { describe, expect, it } from 'vitest';
import { example, resources, synthesized } from './stand-in.ts';

describe('the data stack', () => {
  const { data } = synthesized({ settings: { ...example, deletionProtection: true } });

  const [keyId, key] = resources(data, 'AWS::KMS::Key')[0] ?? [];

  it('keeps its key, which rotates', () => {
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
    data.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/polyphony-data' });
  });

  it('keeps people and tallies: recoverable, encrypted, expiring by ttl, retained, protected', () => {
    const tables = resources(data, 'AWS::DynamoDB::Table');
    expect(tables.map(([, { Properties }]) => Properties.TableName)).toEqual(['polyphony-people', 'polyphony-tallies']);
    for (const [, { Properties, DeletionPolicy }] of tables) {
      expect(DeletionPolicy).toBe('Retain');
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: { 'Fn::GetAtt': [keyId, 'Arn'] } },
      });
    }
  });

  it('keeps its secrets and lets nobody choose them', () => {
    const secrets = resources(data, 'AWS::SecretsManager::Secret');
    expect(secrets.map(([, { Properties }]) => Properties.Name)).toEqual([
      'polyphony/token',
      'polyphony/address',
      'polyphony/events',
    ]);
    for (const [, secret] of secrets) {
      expect(secret.DeletionPolicy).toBe('Retain');
      expect(secret.Properties).toMatchObject({
        GenerateSecretString: {},
        KmsKeyId: { 'Fn::GetAtt': [keyId, 'Arn'] },
      });
    }
  });

  it('keeps the lists of launches private, encrypted, and for three months', () => {
    const [[, bucket] = []] = resources(data, 'AWS::S3::Bucket');
    expect(bucket).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms',
                KMSMasterKeyID: { 'Fn::GetAtt': [keyId, 'Arn'] },
              },
            },
          ],
        },
        LifecycleConfiguration: { Rules: [{ ExpirationInDays: 90, Status: 'Enabled' }] },
      },
    });
  });

  it("keeps the platforms' secrets where they are configured", () => {
    const { data: more } = synthesized({ settings: { ...example, segment: {}, mparticle: { webhook: true } } });
    const names = resources(more, 'AWS::SecretsManager::Secret').map(([, { Properties }]) => Properties.Name);
    expect(names.slice(3)).toEqual(['polyphony/segment', 'polyphony/mparticle']);
  });

  it('holds nothing else', () => {
    expect(resources(data)).toHaveLength(9);
  });
});
