import type { ProviderChoice } from './provider-wiring.ts';

/** Whether a program sends by this provider, on any channel or on this one. */
export const namesProvider = (choice: ProviderChoice, provider: string, channel?: string): boolean =>
  Object.entries(choice).some(
    ([name, providers = []]) => (channel === undefined || channel === name) && providers.includes(provider),
  );
