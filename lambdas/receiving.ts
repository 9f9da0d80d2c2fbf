import { appEvents, bus } from '../lib/aws/bus.ts';
import { secret } from '../lib/aws/secret.ts';
import type { Incoming, ReceivePorts, Reception } from '../lib/engine/receive.ts';
import { addresses } from '../lib/store/addresses.ts';
import { clicks } from '../lib/store/clicks.ts';
import { evidence } from '../lib/store/evidence.ts';
import { inbound } from '../lib/store/inbound.ts';
import { inbox } from '../lib/store/inbox.ts';
import { reaches } from '../lib/store/reaches.ts';
import { softBounces } from '../lib/store/soft-bounces.ts';
import { connect } from '../lib/store/table.ts';
import { tallies } from '../lib/store/tallies.ts';
import { touches } from '../lib/store/touches.ts';
import { program, rules } from '../statemachines/registry.ts';
import { replyTo } from '../statemachines/replies.ts';
import { setting } from './environment.ts';
import { guardedPeople } from './guarded-people.ts';
import { log } from './log.ts';
import { count, measured } from './metrics.ts';

/** What hearing of touches and people takes, as both ways in have it: events and webhooks. */
export function receivingPorts() {
  const client = connect();
  const table = { client, name: setting('TABLE') };
  const counters = tallies({ client, name: setting('TALLIES') });
  const addressSecret = secret(setting('ADDRESS_SECRET'));
  return {
    table,
    ...rules,
    people: guardedPeople(table, counters),
    touches: touches(table, counters),
    reaches: reaches(table),
    evidence: evidence(table),
    announcer: measured(bus(setting('BUS'))),
    addresses: addresses(table, addressSecret),
    softBounces: softBounces(table, addressSecret),
    clicks: clicks(table, counters),
    marks: inbox(table),
    inbound: inbound(table),
    appEvents: appEvents(setting('BUS')),
  };
}

/**
 * How keywords are answered. The right to answer is claimed before, so an answer that fails is not tried again: it is
 * counted, and what was asked for is done.
 *
 * @param send writes to the sender of the message at hand
 */
export function answering(send: (text: string) => Promise<void>): ReceivePorts['answer'] {
  return async (keyword, locale) => {
    try {
      await send(replyTo(keyword, locale, program));
    } catch (error) {
      const said = error instanceof Error ? { error: error.name, detail: error.message } : {};
      count('AnswerFailed', { Keyword: keyword }, { level: 'warn', message: 'answer failed', ...said });
    }
  };
}

/** Writes down what came of a message: ids and words of ours, never what it says or whose number it is. */
export function tell({ provider, id, channel }: Incoming, { as, users, review }: Reception): void {
  log('info', 'received', { provider, id, channel, as, users: users.length });
  if (as === 'text' && users.length === 0) count('UnknownSender', { Channel: channel });
  if (review) count('ForReview', { Channel: channel }, { level: 'warn', message: 'mentions a stop word', event: id });
}
