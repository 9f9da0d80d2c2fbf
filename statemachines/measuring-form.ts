import { longestFunnel } from '../lib/domain/funnel.ts';
import type { Measuring } from '../lib/domain/measuring.ts';
import { RuleError } from '../lib/domain/rule-error.ts';

/**
 * What a program says of prices, values and funnels, checked.
 *
 * @throws RuleError for money below 0, and for a funnel that is too short, too long or names an event twice
 */
export function readMeasuring({ prices, conversionValue, lifetimeValue, funnels }: Measuring): Measuring {
  const listed = Object.values(prices ?? {}).flatMap((byProvider) =>
    Object.values(byProvider ?? {}).flatMap((price) => (typeof price === 'number' ? [price] : Object.values(price))),
  );
  for (const amount of [...listed, conversionValue?.max ?? 0, lifetimeValue ?? 0]) {
    if (!(amount >= 0 && Number.isFinite(amount)))
      refuse(amount, 'an amount of money is 0 or more', 'write it like 0.05');
  }
  for (const [name, steps] of Object.entries(funnels ?? {})) {
    if (steps.length < 2 || steps.length > longestFunnel) {
      refuse({ [name]: steps }, `a funnel has 2 to ${longestFunnel} events`, 'name those at which people are lost');
    }
    if (new Set(steps).size < steps.length) {
      refuse({ [name]: steps }, 'a funnel comes by each event once', 'remove the second mention');
    }
  }
  return {
    ...(prices && { prices }),
    ...(conversionValue && { conversionValue }),
    ...(lifetimeValue !== undefined && { lifetimeValue }),
    ...(funnels && { funnels }),
  };
}

function refuse(value: unknown, rule: string, remedy: string): never {
  throw new RuleError({ value, rule, remedy });
}
