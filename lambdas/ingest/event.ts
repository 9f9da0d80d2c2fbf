import { fits } from '../../lib/aws/publisher.ts';
import { type Dropped, type Mapping, type Reading, type Told, together } from '../../lib/domain/ingest/mapping.ts';
import { readMparticle } from '../../lib/domain/ingest/mparticle.ts';
import { readSegment } from '../../lib/domain/ingest/segment.ts';
import { events } from '../../statemachines/events.ts';
import { program } from '../../statemachines/program.ts';
import { wrongsOf } from '../contract.ts';

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

/** A wrong field of a profile is left out, so that a phone number without its plus costs nobody their email address. */
function valid(event: Told, platform: Platform): Reading {
  const wrongs = wrongsOf(event.type, event.detail);
  const dropped = wrongs.map(
    ({ field, rule }): Dropped => ({ what: `${event.type}: ${field}`, kind: 'invalid', rule, remedy }),
  );
  const bad = new Set(wrongs.map(({ field }) => field.split('.')[0] ?? ''));
  const isLost = event.type !== 'profile.updated' || bad.has('userId');
  if (wrongs.length > 0 && isLost) return { told: [], dropped };
  const detail = Object.fromEntries(Object.entries(event.detail).filter(([field]) => !bad.has(field)));
  if (fits({ ...event, detail }, platform)) return { told: [{ ...event, detail }], dropped };
  return { told: [], dropped: [{ what: event.type, kind: 'invalid', rule: 'an event has at most 256 KB', remedy }] };
}
