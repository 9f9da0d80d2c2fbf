import type { Range, TraitValue } from '../lib/domain/audience.ts';
import type { Channel } from '../lib/domain/channel.ts';
import type { Duration } from './journey.ts';

/** Who somebody is; what is named together holds together. What is not known of somebody is not so. */
export type AudienceForm =
  | { readonly all: readonly AudienceForm[] }
  | { readonly any: readonly AudienceForm[] }
  | { readonly not: AudienceForm }
  | Description;

interface Description {
  readonly all?: never;
  readonly any?: never;
  readonly not?: never;
  /** ISO 3166-1: any of these. */
  readonly country?: readonly string[];
  /** BCP 47: any of these; `de` is `de-AT` too. */
  readonly locale?: readonly string[];
  /** Each trait has one of the values, or lies in the range. */
  readonly traits?: Readonly<Record<string, readonly TraitValue[] | Range>>;
  readonly scores?: Readonly<Record<string, Range>>;
  /** Opened, clicked or answered on each of these channels. */
  readonly engaged?: Readonly<Partial<Record<Channel, { readonly within: Duration }>>>;
  /** Any of these segments of recency, frequency and money. */
  readonly rfm?: readonly string[];
}
