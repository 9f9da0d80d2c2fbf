import { isDay } from '../../../statemachines/compile/checks/audience.ts';
import type { ListRef, Starts } from '../../domain/launch.ts';

/** What the options of a launch ask for. */
export interface LaunchOrder {
  readonly kind: 'begin' | 'plan';
  readonly people?: number;
  readonly list?: ListRef;
  /** Instead of the journey's own. */
  readonly starts?: Starts;
}

export type Order = LaunchOrder | { readonly kind: 'stop' } | { readonly kind: 'resume'; readonly launch: string };

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Reads the options; a string says what is wrong. */
export function readOrder({ people, list, at, plan, stop, resume }: Values): Order | string {
  if (stop === true) return { kind: 'stop' };
  if (typeof resume === 'string') return { kind: 'resume', launch: resume };
  const count = people === undefined ? undefined : Number(people);
  if (count !== undefined && !(Number.isInteger(count) && count > 0)) {
    return `--people ${people}: must be a whole number from 1; write it like 100000`;
  }
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(typeof list === 'string' ? list : '') ?? [];
  if (list !== undefined && (bucket === undefined || key === undefined)) {
    return `--list ${list}: must be an object in S3; write it like s3://<bucket>/<key>`;
  }
  const starts = typeof at === 'string' ? readStarts(at) : undefined;
  if (starts === null) return `--at ${at}: must be now, a local time or a local date and time; write it like 10:00`;
  return {
    kind: plan === true ? 'plan' : 'begin',
    ...(count !== undefined && { people: count }),
    ...(bucket !== undefined && key !== undefined && { list: { bucket, key } }),
    ...(starts && { starts }),
  };
}

function readStarts(text: string): Starts | null {
  if (text === 'now') return text;
  const [, date, time] = /^(?:(\d{4}-\d{2}-\d{2})T)?((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? [];
  if (time === undefined) return null;
  if (date === undefined) return { time };
  return isDay(date) ? { date, time } : null;
}
