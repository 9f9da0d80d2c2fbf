import * as z from 'zod/mini';

const kinds = ['displayed', 'clicked', 'dismissed'] as const;

/** What an app says its user did with a message of their inbox. */
const seen = z.object({ touchId: z.string().check(z.maxLength(256)), kind: z.enum(kinds) });
export type Seen = z.output<typeof seen>;

/** @returns `null` for anything but that */
export function readSeen(body: string): Seen | null {
  try {
    return z.safeParse(seen, JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

export const seenRule = `send {"touchId": "…", "kind": "${kinds.join('" | "')}"}`;
