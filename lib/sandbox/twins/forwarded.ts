import { iso } from '../../domain/instant.ts';
import { AwsError } from '../errors.ts';
import { type Fields, fieldsOf, parsed, textOf } from '../fields.ts';
import type { Service } from '../wire/call.ts';
import { type Account, type Received, readers } from './forwarded-readers.ts';

/** One event that a service took, with how often it came. */
export interface ForwardedRow extends Received {
  /** ISO 8601, virtual time. */
  readonly at: string;
  readonly service: string;
  /** Deliveries. A service that knows its repeats counts them once; `ga4` counts each. */
  readonly times: number;
  readonly request: unknown;
}

/** What other services were told, oldest first. */
export class Forwarded {
  readonly #rows = new Map<string, ForwardedRow>();

  list(): readonly ForwardedRow[] {
    return [...this.#rows.values()];
  }

  take(service: string, received: Received, at: number, request: unknown): void {
    const key = `${service} ${received.id}`;
    const known = this.#rows.get(key);
    this.#rows.set(
      key,
      known ? { ...known, times: known.times + 1 } : { at: iso(at), service, ...received, times: 1, request },
    );
  }
}

export interface ForwardSurroundings {
  readonly forwarded: Forwarded;
  /** Virtual time, epoch milliseconds. */
  readonly now: () => number;
  /** What the functions' environments say under a name. */
  readonly environment: (name: string) => readonly string[];
  readonly secretOf: (id: string) => string | undefined;
}

const secretVariables: Readonly<Record<string, string>> = {
  amplitude: 'AMPLITUDE_SECRET',
  mixpanel: 'MIXPANEL_SECRET',
  ga4: 'GA4_SECRET',
  webhook: 'WEBHOOK_SECRET',
};

/** Amplitude, Mixpanel, Google Analytics and a webhook: each refuses what the real one would refuse or silently drop. */
export function forwardTwin({ forwarded, now, environment, secretOf }: ForwardSurroundings): Service {
  const accountOf = (service: string): Account => {
    const secret = environment(secretVariables[service] ?? '').flatMap((id) => secretOf(id) ?? [])[0];
    return {
      secret: fieldsOf(parsed(secret ?? '')),
      projectId: environment('MIXPANEL_PROJECT')[0],
      measurementId: environment('GA4_MEASUREMENT_ID')[0],
    };
  };
  return {
    name: 'Forward',
    operations: {
      Receive(input: Fields, { body, authorization }) {
        const service = textOf(input.service) ?? '';
        const read = Object.hasOwn(readers, service) ? readers[service] : undefined;
        if (!read) throw new AwsError('NotFound', `nothing is forwarded to ${service}`, 404);
        const request = {
          path: textOf(input.path) ?? '',
          query: fieldsOf(input.query),
          headers: fieldsOf(input.headers),
          authorization,
          body,
        };
        for (const each of read(request, accountOf(service), now())) forwarded.take(service, each, now(), parsed(body));
        return { code: 200 };
      },
    },
  };
}
