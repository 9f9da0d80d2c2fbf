import * as z from 'zod/mini';

const request = z.object({ user: z.string(), at: z.number(), last: z.boolean() });

/** What the state machine of erasures hands over. @throws for another shape, which is a bug and fails the execution */
export const readRequest = (payload: unknown): z.infer<typeof request> => z.parse(request, payload);
