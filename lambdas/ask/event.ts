import * as z from 'zod/mini';

/** What the state machine of approvals hands over: its input, the execution's name as the request, and the token. */
export const question = z.object({
  journey: z.string(),
  version: z.string(),
  approver: z.string(),
  request: z.string(),
  token: z.string(),
});
