import * as z from 'zod/mini';

/** What the state machine of approvals hands over: the request, and which segment of the table to count on in. */
export const counting = z.object({
  journey: z.string(),
  version: z.string(),
  approver: z.string(),
  request: z.string(),
  segment: z.number(),
});
