/**
 * Classes of violations that the code is known to have: the swarm and the corpus let them pass. Whoever repairs one takes
 * it out here; once the list is empty, everything must hold.
 */
export const known: readonly string[] = [
  // News from before an erasure begins runs and writes consents.
  'after-erasure',
  'erased-consent',
  'erased-items',
  'erased-ledger',
  'erased-refusal',
  'run-left-open',
  // An erasure that dies half-way.
  'after-suppression',
  'erased-linked',
  'erased-links',
  'erased-unsuppressed',
  // An entry that comes days after the goal that it led to.
  'after-goal',
  // Counters beside what they count.
  'message-counted-twice',
  'message-not-counted',
  'run-counted-twice',
  'run-not-counted',
  // A goal between a claim and the provider's refusal.
  'slot-leaked',
];
