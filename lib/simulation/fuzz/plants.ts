/** A fault that is planted into a copy of the source, to show that the invariants find it. */
export interface Plant {
  readonly name: string;
  /** From the root. */
  readonly file: string;
  /** Text that is there exactly once, and what comes in its place. */
  readonly from: string;
  readonly to: string;
  /** Classes of violations that it may show as. */
  readonly shows: readonly string[];
}

export const plants: readonly Plant[] = [
  {
    name: 'a claim takes no slot in the caps',
    file: 'lib/domain/claim.ts',
    from: 'touches: attempt > 1 ? ledger.touches : [...ledger.touches, touch]',
    to: 'touches: ledger.touches',
    shows: ['slot-missing', 'cap'],
  },
  {
    name: 'a slot is not given back when a provider refuses',
    file: 'lib/domain/claim.ts',
    from: 'touches: ledger.touches.filter((touch) => touch !== slot)',
    to: 'touches: ledger.touches',
    shows: ['slot-leaked'],
  },
  {
    name: 'the slot that is given back may be that of an earlier message',
    file: 'lib/domain/claim.ts',
    from: 'second(touch.at) === second(claim.at) && touch.journey === journey',
    to: 'touch.journey === journey',
    shows: ['slot-missing', 'slot-leaked', 'cap'],
  },
  {
    name: 'a message in doubt is sent again',
    file: 'lib/engine/touch.ts',
    from: "!mine && !harmless && purpose === 'transactional' && claimed.attempt === 1",
    to: '!mine && !harmless && claimed.attempt === 1',
    shows: ['twice'],
  },
  {
    name: 'controls are written to',
    file: 'lib/engine/touch/send.ts',
    from: "if (run.group === 'control')",
    to: 'if (run.ended?.at === 0)',
    shows: ['control'],
  },
  {
    name: 'a ledger is written whatever its version',
    file: 'lib/store/people.ts',
    from: "ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'v = :version',",
    to: "ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(pk)',",
    shows: ['slot-missing', 'after-withdrawal', 'cap', 'after-closed', 'twice', 'run-never-begun', 'entered-again'],
  },
  {
    name: 'a change of the ledger gives up after one lost race',
    file: 'lib/engine/race.ts',
    from: 'return (await people.writeLedger(user, begun(ledger, person), beside)) ? decided : null;',
    to: 'return (await people.writeLedger(user, begun(ledger, person), beside)), decided;',
    shows: ['after-withdrawal', 'after-goal', 'slot-leaked', 'run-left-open', 'run-not-counted', 'after-suppression'],
  },
  {
    name: 'the hours of the program are not asked',
    file: 'lib/domain/decide/window.ts',
    from: 'if (next === now) return pass(seen);',
    to: 'if (next !== 0) return pass(seen);',
    shows: ['window'],
  },
  {
    name: 'a cap lets one more through',
    file: 'lib/domain/cap.ts',
    from: 'if (count < max) return now;',
    to: 'if (count <= max) return now;',
    shows: ['cap'],
  },
  {
    name: 'a suppressed address is not told to the ledgers',
    file: 'lib/engine/suppress.ts',
    from: 'for (const user of users) found.push(...(await mirrorOnto(user, where, state, occasion, ports.people)));',
    to: '',
    shows: ['after-suppression'],
  },
  {
    name: 'entries are not remembered',
    file: 'lib/engine/enter.ts',
    from: 'ledger: { ...pruned, entries },',
    to: 'ledger: pruned,',
    shows: ['entered-again'],
  },
  {
    name: 'a retry does not start what was claimed',
    file: 'lib/engine/enter.ts',
    from: "case 'found':",
    to: "case 'found':\n      return { entered: false, why: 'known' };",
    shows: ['run-never-begun'],
  },
  {
    name: 'a goal does not close its run',
    file: 'lib/domain/outcry.ts',
    from: "next = endRun(next, { at: now, why: 'converted', by });\n  if (isOpen(next) && isOver)",
    to: 'next = { ...next };\n  if (isOpen(next) && isOver && !next.converted)',
    shows: ['after-goal'],
  },
  {
    name: 'a withdrawal is not written while a journey runs',
    file: 'lib/engine/withdraw.ts',
    from: 'if (consents[key]?.withdrawn === ledger.consents[key]?.withdrawn) return { answer };',
    to: 'if (Object.values(ledger.runs).some((run) => !run.ended)) return { answer };',
    shows: ['after-withdrawal'],
  },
  {
    name: 'no evidence of a withdrawal is kept',
    file: 'lib/engine/withdraw.ts',
    from: "await evidence.append(user, { channel, purpose, status: 'withdrawn', at, ...said });",
    to: '',
    shows: ['consent-without-evidence'],
  },
  {
    name: 'STOP is answered each time it is posted',
    file: 'lib/store/inbound.ts',
    from: "ConditionExpression: 'attribute_not_exists(#answered)',",
    to: "ConditionExpression: 'attribute_not_exists(#answered) OR attribute_exists(#answered)',",
    shows: ['answered-twice'],
  },
  {
    name: 'an erasure is not remembered',
    file: 'lib/store/erasures.ts',
    from: "return typeof Item?.at === 'number' ? Item.at : null;",
    to: 'return null;',
    shows: ['erased-ledger', 'erased-consent', 'erased-linked', 'erased-items'],
  },
  {
    name: 'logs name what a person told',
    file: 'lambdas/pipeline.ts',
    from: 'await procedure(event, occasionOf(context), delivered);',
    to: "log('info', 'event', { detail: event.detail });\n      await procedure(event, occasionOf(context), delivered);",
    shows: ['address-told'],
  },
];
