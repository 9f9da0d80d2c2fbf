import { fits } from '../../lib/aws/publisher.ts';
import { type Dropped, type Mapping, type Reading, type Told, together } from '../../lib/domain/ingest/mapping.ts';
import { readMparticle } from '../../lib/domain/ingest/mparticle.ts';
import { readSegment } from '../../lib/domain/ingest/segment.ts';
import { events } from '../../statemachines/events.ts';
import { program } from '../../statemachines/program.ts';
import { judge, publishable } from '../contract.ts';

/** The platforms, which are also the sources of their events on the bus. */
export type Platform = 'segment' | 'mparticle';

const mapping: Mapping = { rules: program.ingest, declared: events };

/** What a message of a platform's says by the contract: all of it is valid, and what is not is named. */
export function readMessage(platform: Platform, body: unknown): Reading {
  const messages: readonly unknown[] = platform === 'segment' && Array.isArray(body) ? body : [body];
  const read = platform === 'segment' ? readSegment : readMparticle;
  const { told, dropped } = together(...messages.map((message) => read(message, mapping)));
  return together({ told: [], dropped }, ...told.map((event) => valid(event, platform)));
}

const remedy = 'correct it where it comes from';

/** A wrong field of a profile costs itself, so that a phone number without its plus costs nobody their email address. */
function valid({ type, detail: told }: Told, platform: Platform): Reading {
  const judgement = judge(type, told);
  const { wrong, refused } = judgement;
  const dropped = [...wrong, ...refused].map(
    ({ field, rule }): Dropped => ({ what: `${type}: ${field}`, kind: 'invalid', rule, remedy }),
  );
  if (wrong.length > 0) return { told: [], dropped };
  const event = { type, detail: publishable(type, told, judgement) };
  if (fits(event, platform)) return { told: [event], dropped };
  return { told: [], dropped: [{ what: type, kind: 'invalid', rule: 'an event has at most 256 KB', remedy }] };
}
