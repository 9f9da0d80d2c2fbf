import type { ApprovalRequest } from '../../domain/approval.ts';
import type { Audience } from '../../domain/audience.ts';
import type { Estimate } from '../../domain/estimate.ts';
import type { Countable, Headcount } from '../../domain/headcount.ts';

/** Everybody with a profile, with what their ledger says of whom we may write to. */
export interface Census {
  /**
   * A segment of the table page by page; of each profile, what the audience asks for and what reaches the person.
   *
   * @param where.after the `next` of an earlier page
   */
  pages(where: {
    readonly number: number;
    readonly of: number;
    readonly audience: Audience;
    readonly after?: string | undefined;
  }): AsyncIterable<{ readonly people: readonly Countable[]; readonly next: string | undefined }>;
}

/** How far the people are counted whom a request is about, by segment of the table. */
export interface Headcounts {
  read(request: ApprovalRequest, segment: number): Promise<CountedSegment | null>;
  /** @returns false when another invocation wrote this page before */
  write(request: ApprovalRequest, segment: number, counted: CountedSegment, at: number): Promise<boolean>;
  /** By segment. */
  of(request: ApprovalRequest): Promise<ReadonlyMap<number, CountedSegment>>;
}

export interface CountedSegment {
  /** Pages so far. */
  readonly page: number;
  readonly over: boolean;
  readonly headcount: Headcount;
  /** Where the next page begins. */
  readonly after?: string;
}

/** What an approver was told of numbers, kept with the request. */
export interface Estimates {
  keep(request: ApprovalRequest, estimate: Estimate): Promise<void>;
  /** `null` for a request from before they were kept. */
  of(request: ApprovalRequest): Promise<Estimate | null>;
}
