import type { Delivery } from '../../domain/delivery.ts';
import { verdictOfAws } from './aws.ts';
import type { ErrorRow } from './table.ts';

/**
 * Errors of Secrets Manager `GetSecretValue`.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export const secretErrors: readonly ErrorRow[] = [
  { error: 'ResourceNotFound', means: 'misconfigured credentials' },
  // It waits for its deletion, or has no value yet.
  { error: 'InvalidRequest', means: 'misconfigured credentials' },
  { error: 'InvalidParameter', means: 'misconfigured credentials' },
  { error: 'DecryptionFailure', means: 'misconfigured encryption' },
  { error: 'InternalServiceError', means: 'down' },
];

/**
 * What it proves that a provider's secret cannot be read, or is not what it should be: nothing was sent. A service that
 * is down is not a fault of ours; everything else is.
 */
export function verdictOfSecret(error: unknown): Delivery {
  const { $metadata, message = '' } = error as { readonly $metadata?: object; readonly message?: string };
  const isCall = $metadata !== undefined || (error instanceof Error && isFromNetwork(error));
  if (!isCall) return { verdict: 'misconfigured', reason: 'credentials', detail: message };
  const delivery = verdictOfAws(secretErrors, error, '');
  if (delivery.verdict === 'misconfigured' || delivery.verdict === 'unavailable') return delivery;
  const detail = 'detail' in delivery ? delivery.detail : '';
  return { verdict: 'unavailable', reason: 'down', detail };
}

const isFromNetwork = (error: Error): boolean =>
  'code' in error || 'code' in Object(error.cause) || /^(?:Timeout|Abort)Error$/.test(error.name);
