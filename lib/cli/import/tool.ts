import type { Channel } from '../../domain/channel.ts';
import type { Columns, Reading } from './reading.ts';
import type { Told } from './told.ts';
import type { DateOrder } from './when.ts';

/** What an import was told of the file as a whole. */
export interface About {
  /** Everybody's status, where the file holds one kind of people. */
  readonly status?: string | undefined;
  /** Iterable's channels and message types by their ids: which channel of ours each is. */
  readonly channels: ReadonlyMap<string, Channel | 'ignore'>;
  readonly messageTypes: ReadonlyMap<string, Channel | 'ignore'>;
}

/** A tool whose exports are read. */
export interface Tool {
  readonly about: string;
  /** Where it keeps what. */
  readonly columns: Columns;
  /** The zone of times that do not say theirs. */
  readonly zone: string;
  readonly dates?: DateOrder;
  /** Columns that say whether somebody agreed, where not the whole file does: without any of them there is no yes. */
  readonly yes?: readonly string[];
  /** What a file's name says of everybody in it; `undefined` when that is not certain. */
  statusOf?(fileName: string): string | undefined;
  /** True when the file as a whole must say what everybody's status is. */
  readonly needsStatus?: boolean;
  read(line: Reading, about: About): Told;
}
