import type { Inventory } from './assembly/inventory.ts';
import { AwsError } from './errors.ts';
import { type Fields, fieldsOf, numberOf, textOf } from './fields.ts';
import type { Random } from './random.ts';
import type { Service } from './wire/call.ts';

export interface Secret {
  readonly name: string;
  /** Of one that a template makes. */
  readonly logicalId?: string;
  readonly arn: string;
  readonly value: string;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** The secrets of the assembly, generated as CloudFormation would, and the same for the same seed. */
export function readSecrets(inventory: Inventory, random: Random): Secret[] {
  return inventory.all('AWS::SecretsManager::Secret').map(({ name, logicalId, arn, properties }) => ({
    name,
    logicalId,
    arn,
    value: textOf(properties.SecretString) ?? generated(fieldsOf(properties.GenerateSecretString), random),
  }));
}

function generated(rule: Fields, random: Random): string {
  const alphabet = [
    ...(rule.ExcludeLowercase === true ? '' : letters),
    ...(rule.ExcludeUppercase === true ? '' : letters.toUpperCase()),
    ...(rule.ExcludeNumbers === true ? '' : digits),
    ...(rule.ExcludePunctuation === true ? '' : punctuation),
  ].filter((char) => !(textOf(rule.ExcludeCharacters) ?? '').includes(char));
  const password = random.string(numberOf(rule.PasswordLength) ?? 32, alphabet.join(''));
  const key = textOf(rule.GenerateStringKey);
  if (key === undefined) return password;
  return JSON.stringify({ ...JSON.parse(textOf(rule.SecretStringTemplate) ?? '{}'), [key]: password });
}

/** A secret by name or ARN, whole or without its random end. */
export function findSecret(secrets: readonly Secret[], id: string): Secret | undefined {
  return secrets.find(({ name, arn }) => id === name || id === arn || id.startsWith(`${arn}-`));
}

/** Secrets Manager, reading only. */
export function secretsManager(secrets: readonly Secret[]): Service {
  const require = (input: Fields): Secret => {
    const found = findSecret(secrets, textOf(input.SecretId) ?? '');
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  };
  return {
    name: 'SecretsManager',
    operations: {
      GetSecretValue: (input) => {
        const { arn, name, value } = require(input);
        return { ARN: arn, Name: name, SecretString: value, VersionId: 'local', VersionStages: ['AWSCURRENT'] };
      },
      DescribeSecret: (input) => {
        const { arn, name } = require(input);
        return { ARN: arn, Name: name };
      },
      ListSecrets: () => ({ SecretList: secrets.map(({ arn, name }) => ({ ARN: arn, Name: name })) }),
    },
  };
}
