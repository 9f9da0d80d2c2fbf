import type { LogLine } from './logs.ts';

/** How a sandbox is started. */
export interface SandboxOptions {
  /** Directory of the cloud assembly: what `cdk synth` wrote. */
  readonly assembly: string;
  /** 0 takes any free one. @default 4566 */
  readonly port?: number;
  /** `live` is real time, `manual` moves only when told, a number is virtual seconds a second, while nothing is under way. @default live */
  readonly clock?: 'live' | 'manual' | number;
  /** Virtual time at the start, epoch milliseconds. @default 2027-01-11T09:00:00Z */
  readonly start?: number;
  /** Same seed, same ids, secrets and orders of delivery. @default 1 */
  readonly seed?: number;
  /** Providers put first for their channel: `push=fcm,sms=twilio`. */
  readonly providers?: string;
  /** Gets each line that a Lambda logs, as it was written: whoever shows it on a terminal escapes it. */
  readonly echo?: (line: LogLine) => void;
}

export const defaultPort = 4566;
/** 2027-01-11T09:00:00Z, a Monday. */
export const defaultStart = Date.UTC(2027, 0, 11, 9);
