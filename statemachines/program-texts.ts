import type { Utm } from '../lib/content/utm.ts';
import { RuleError } from '../lib/domain/rule-error.ts';

/** What a program says about the words of its messages. */
export interface ProgramTextsForm {
  /** Links to these hosts, and to those under them, say which journey and step somebody came from. */
  readonly utm?: ProgramUtm;
  /** What people are like at their longest: every message is tried out with it when its journey is compiled. */
  readonly samples?: Samples;
  /** How many segments an SMS has at most; a message may say otherwise of itself. @default 2 */
  readonly smsSegments?: number;
  /** What every marketing SMS ends with, by locale: how to stop them. Liquid, like the messages. */
  readonly smsFooter?: Readonly<Record<string, string>>;
}

/** `utm_source` and whose links carry it; `utm_medium` is the channel, `utm_campaign` the journey, `utm_content` the step. */
export type ProgramUtm = Pick<Utm, 'hosts' | 'source'>;

export interface Samples {
  /** By name; one that is missing here is missing in the samples. */
  readonly traits: Readonly<Record<string, unknown>>;
}

/** The same, as compiler and Lambdas read it. */
export interface ProgramTexts extends Pick<ProgramTextsForm, 'utm' | 'smsFooter'> {
  readonly samples: Samples;
  readonly smsSegments: number;
}

/** @throws RuleError */
export function readTexts({
  utm,
  samples = { traits: {} },
  smsSegments = 2,
  smsFooter,
}: ProgramTextsForm): ProgramTexts {
  for (const host of utm?.hosts ?? []) {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) {
      throw new RuleError({
        value: host,
        rule: 'utm counts visits to hosts',
        remedy: 'write it like heron.example, in lower case, without https:// and path',
      });
    }
  }
  checkSegments(smsSegments, 'smsSegments');
  return { samples, smsSegments, ...(utm && { utm }), ...(smsFooter && { smsFooter }) };
}

/** More than this no carrier joins again for sure. */
const mostSegments = 10;

/** @throws RuleError */
export function checkSegments(segments: unknown, word: string): void {
  if (Number.isInteger(segments) && Number(segments) >= 1 && Number(segments) <= mostSegments) return;
  throw new RuleError({
    value: segments,
    rule: `${word} is a whole number from 1 to ${mostSegments}`,
    remedy: 'write it like 2',
  });
}
