/** The Lambdas of every stage, by their folder in `lambdas/`. */
export const verbs = ['identify', 'enter', 'touch', 'conclude', 'listen', 'withdraw', 'inbox'] as const;
export type Verb = (typeof verbs)[number] | (typeof optionalVerbs)[number];

/** Those that are deployed where the settings ask for them; bundled they are always. */
export const optionalVerbs = ['forward'] as const;
export const bundledVerbs: readonly Verb[] = [...verbs, ...optionalVerbs];

/** Those that rules call, each with a queue of dead letters. */
export const eventVerbs = ['identify', 'enter', 'conclude', 'listen'] as const satisfies readonly Verb[];
export type EventVerbName = (typeof eventVerbs)[number] | 'forward';

/** The verbs of one stage. */
export interface DeployedVerbs {
  readonly all: readonly Verb[];
  readonly events: readonly EventVerbName[];
}

/** @param isForwarding whether the stage's settings name a service to forward to */
export function deployedVerbs(isForwarding: boolean): DeployedVerbs {
  const more = isForwarding ? optionalVerbs : [];
  return { all: [...verbs, ...more], events: [...eventVerbs, ...more] };
}
