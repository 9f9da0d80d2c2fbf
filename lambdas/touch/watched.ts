import type { Fault, Provider, ProviderAnswer } from '../../lib/domain/delivery.ts';
import { count } from '../metrics.ts';

/**
 * The provider, with each of its account-wide faults counted: also where the next provider carried the message, because
 * somebody must mend this one all the same. The line in the log has the provider's own name for the error.
 */
export function watched(provider: Provider): Provider {
  return {
    ...provider,
    async send(envelope) {
      const answer = await provider.send(envelope);
      for (const [Reason, detail] of faultsIn(answer)) {
        const about = { touchId: envelope.touchId, channel: provider.channel, detail };
        const dimensions = { Provider: provider.name, Reason };
        count('ProviderMisconfigured', dimensions, { level: 'warn', message: 'provider.misconfigured', ...about });
      }
      return answer;
    },
  };
}

/** Each fault once, with what the provider called it. */
function faultsIn({ each, ...whole }: ProviderAnswer): ReadonlyMap<Fault, string> {
  const deliveries = each?.map(({ delivery }) => delivery) ?? [whole];
  return new Map(
    deliveries.flatMap((delivery) =>
      delivery.verdict === 'misconfigured' ? [[delivery.reason, delivery.detail] as const] : [],
    ),
  );
}
