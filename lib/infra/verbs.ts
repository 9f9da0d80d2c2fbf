import { namesProvider } from './names-provider.ts';
import type { ProviderChoice } from './provider-wiring.ts';

/** The Lambdas, by their folder in `lambdas/`. */
export const verbs = [
  'identify',
  'enter',
  'touch',
  'conclude',
  'listen',
  'withdraw',
  'inbox',
  'follow',
  'receive',
  'report',
] as const;
export type Verb = (typeof verbs)[number];

/** Those that rules call, each with a queue of dead letters. */
export const eventVerbs = ['identify', 'enter', 'conclude', 'listen'] as const satisfies readonly Verb[];
export type EventVerbName = (typeof eventVerbs)[number];

/** Those with a queue of what they refused for good: what rules call, and what must not answer a webhook with an error. */
export const letterVerbs = [...eventVerbs, 'receive'] as const satisfies readonly Verb[];
export type LetterVerbName = (typeof letterVerbs)[number];

/** Whether a program with these providers has this function: webhooks are there for those who call them. */
export const isDeployed = (verb: Verb, providers: ProviderChoice): boolean =>
  verb !== 'receive' || namesProvider(providers, 'twilio');
