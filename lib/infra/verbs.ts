/** The Lambdas, by their folder in `lambdas/`. */
export const verbs = ['identify', 'enter', 'touch', 'conclude', 'listen', 'withdraw', 'inbox'] as const;
export type Verb = (typeof verbs)[number];
