import { wants } from '../../domain/delivery/given-up.ts';
import { faults } from '../../domain/delivery.ts';
import type { Names } from '../names.ts';
import type { ProviderChoice } from '../provider-wiring.ts';
import { type AlarmRow, metricOf, sumOf } from './alarm-row.ts';

/** The inbox is a table of ours: it has no account, and what it cannot take now is tried again by its execution. */
const outside = (name: string) => name !== 'inbox';

/** Providers that turn everything away, and messages that were given up because no provider took them. */
export function providerAlarms({ metrics }: Names, choice: ProviderChoice): AlarmRow[] {
  const pairs = Object.entries(choice).flatMap(([channel, providers = []]) =>
    providers.filter(outside).map((provider) => [channel, provider] as const),
  );
  const named = [...new Set(pairs.map(([, provider]) => provider))];
  return [
    ...named.map(
      (Provider): AlarmRow => ({
        name: `${Provider}-misconfigured`,
        runbook: 'provider-misconfigured',
        means: `${Provider} turns messages away because of its account or our settings: ${faults.join(', ')}`,
        metric: sumOf(
          `${Provider} misconfigured`,
          faults.map((Reason) => metricOf(metrics, 'ProviderMisconfigured', { Provider, Reason })),
        ),
        threshold: 1,
      }),
    ),
    ...pairs.map(
      ([Channel, Provider]): AlarmRow => ({
        name: `${Channel}-${Provider}-given-up`,
        runbook: 'given-up',
        means: `Messages by ${Channel} were given up, ${Provider} and every other provider having refused to take them: ${wants.join(', ')}`,
        metric: sumOf(
          `${Channel} given up at ${Provider}`,
          wants.map((Reason) => metricOf(metrics, 'GivenUp', { Channel, Provider, Reason })),
        ),
        threshold: 1,
      }),
    ),
  ];
}
