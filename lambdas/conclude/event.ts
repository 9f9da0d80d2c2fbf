import * as z from 'zod/mini';
import { exactJson } from '../../lib/domain/ingest/exact-json.ts';
import type { Envelope } from '../envelope.ts';
import { parse } from '../envelope.ts';

const changed = z.object({ status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']), name: z.string(), input: z.string() });
const executionInput = z.object({ run: z.object({ id: z.string(), user: z.string() }) });
const endings = { FAILED: 'failed', TIMED_OUT: 'timed-out', ABORTED: 'aborted' } as const;

/** Step Functions tells of an execution that will never go on. */
export const isExecutionStatus = ({ source }: Envelope): boolean => source === 'aws.states';

export function failedRun(event: Envelope) {
  const { status, input } = parse(changed, event.detail, event);
  const { run } = parse(executionInput, exactJson(input), event);
  return { user: run.user, run: run.id, why: endings[status] };
}
