import { namesProvider } from './names-provider.ts';
import type { ProviderChoice } from './provider-wiring.ts';

/** The Lambdas, by their folder in `lambdas/`. */
export const verbs = [
  'identify',
  'erase',
  'enter',
  'enlist',
  'touch',
  'conclude',
  'listen',
  'withdraw',
  'prefer',
  'inbox',
  'follow',
  'receive',
  'publish',
  'report',
  'learn',
] as const;

/** Those that are there only where a customer data platform is configured. */
export const platformVerbs = ['ingest'] as const;

/** Those that are there only where the settings name a service to forward to. */
export const forwardVerbs = ['forward'] as const;

/** Those that are there only where a journey names approvers. */
export const approvalVerbs = ['count', 'ask', 'approve'] as const;

export const allVerbs = [...verbs, ...platformVerbs, ...forwardVerbs, ...approvalVerbs] as const;
export type Verb = (typeof allVerbs)[number];

/** Those that rules call, each with a queue of dead letters. */
export const eventVerbs = ['identify', 'enter', 'conclude', 'listen', 'learn'] as const satisfies readonly Verb[];
export type EventVerbName =
  | (typeof eventVerbs)[number]
  | (typeof platformVerbs)[number]
  | (typeof forwardVerbs)[number];

/** Those with a queue of what they refused for good: what rules call, and what must not answer a webhook with an error. */
export const letterVerbs = [...eventVerbs, 'receive'] as const satisfies readonly Verb[];
export type LetterVerbName = EventVerbName | 'receive';

/** Whether a program with these providers has this function: webhooks are there for those who call them. */
export const isDeployed = (verb: Verb, providers: ProviderChoice): boolean =>
  verb !== 'receive' || namesProvider(providers, 'twilio');
