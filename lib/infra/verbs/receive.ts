import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { DeadLetters } from '../dead-letters.ts';
import { deadLettersName } from '../names.ts';
import { accept } from '../review.ts';
import { SettingsError } from '../settings.ts';
import { allow, VerbFunction } from '../verb-function.ts';

/**
 * Hears Twilio: what became of a message, and what people write to us.
 *
 * @param apiUrl what Twilio signs: the address at which it reaches us
 */
export function receive(scope: Construct, context: AppContext, apiUrl: string): Lambda {
  const { names, arns, key, settings } = context;
  const { twilio } = settings;
  if (!twilio) throw new SettingsError('twilio is missing: the program sends by it; set it in polyphony.config.ts');
  const letters = new DeadLetters(scope, 'ReceiveDeadLetters', { queueName: deadLettersName(names, 'receive'), key });
  accept(letters, {
    rule: 'AwsSolutions-SQS3',
    on: '2026-11-24',
    because: 'it is a dead-letter queue, which the function writes itself: its caller waits, so Lambda never does',
  });
  return new VerbFunction(scope, 'Receive', context, {
    verb: 'receive',
    description: 'Takes the webhooks of Twilio: delivery statuses and incoming messages',
    environment: {
      API_URL: apiUrl,
      ADDRESS_SECRET: names.addressSecret,
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_SECRET: twilio.secret,
    },
    data: 'write',
    secrets: true,
    refused: letters,
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      allow(['secretsmanager:GetSecretValue'], arns.addressSecret, arns.secret(twilio.secret)),
      allow(['events:PutEvents'], arns.bus),
    ],
  }).lambda;
}
