/** The Lambdas, by their folder in `lambdas/`. */
export const verbs = ['identify', 'enter', 'enlist', 'touch', 'conclude', 'listen', 'withdraw', 'inbox'] as const;
export type Verb = (typeof verbs)[number];

/** Those that rules call, each with a queue of dead letters. */
export const eventVerbs = ['identify', 'enter', 'conclude', 'listen'] as const satisfies readonly Verb[];
export type EventVerbName = (typeof eventVerbs)[number];
