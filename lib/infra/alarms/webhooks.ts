import { functionName, type Names } from '../names.ts';
import type { ProviderChoice } from '../provider-wiring.ts';
import { isDeployed } from '../verbs.ts';
import { type AlarmRow, metricOf } from './alarm-row.ts';

/** In five minutes: more than a scanner's few tries, fewer than a provider with another token sends. */
const forgeries = 20;

/** What can go wrong where people and providers write to us. */
export function webhookAlarms(names: Names, providers: ProviderChoice): AlarmRow[] {
  const written = ['sms', 'whatsapp'].filter((channel) => (providers[channel] ?? []).length > 0);
  const forReview = written.map(
    (channel): AlarmRow => ({
      name: `${channel}-messages-to-review`,
      runbook: 'messages-to-review',
      means: `Somebody wrote by ${channel} about stopping, in other words than the keyword`,
      metric: metricOf(names.metrics, 'ForReview', { Channel: channel }),
      threshold: 1,
    }),
  );
  if (!isDeployed('receive', providers)) return forReview;
  return [
    ...forReview,
    {
      name: 'forged-webhooks',
      runbook: 'forged-webhooks',
      means: 'Webhooks came that Twilio did not sign with our token: forged, or the token in the secret is an old one',
      metric: metricOf(names.metrics, 'ForgedWebhook', { Function: functionName(names, 'receive') }),
      threshold: forgeries,
    },
  ];
}
