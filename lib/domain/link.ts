import { createHash } from 'node:crypto';

/** A link of ours that leads on to `url`, as `GET /l/<id>`. */
export interface ShortLink {
  readonly id: string;
  /** Where it leads: https, chosen by whoever wrote the message. */
  readonly url: string;
}

/** Short enough for a text message, long enough that nobody meets another's by trying. */
const idLength = 11;

/** Whether this can be the id of a link: nothing else is looked up. */
export const isLinkId = (id: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(id);

/**
 * Names the link at a place of a touch's message: the same however often the message is rendered, so that what an
 * attempt stored before, the next one finds.
 *
 * @param place counted from 0
 */
export function linkId(touchId: string, place: number): string {
  return createHash('sha256').update(`link ${place} ${touchId}`).digest('base64url').slice(0, idLength);
}
