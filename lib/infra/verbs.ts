/** The Lambdas of every stage, by their folder in `lambdas/`. */
export const verbs = ['identify', 'enter', 'touch', 'conclude', 'listen', 'withdraw', 'inbox', 'publish'] as const;

/** Those that are there only where a customer data platform is configured. */
export const platformVerbs = ['ingest'] as const;

export const allVerbs = [...verbs, ...platformVerbs] as const;
export type Verb = (typeof allVerbs)[number];

/** Those that rules call, each with a queue of dead letters. */
export const eventVerbs = ['identify', 'enter', 'conclude', 'listen'] as const satisfies readonly Verb[];
export type EventVerbName = (typeof eventVerbs)[number] | (typeof platformVerbs)[number];
