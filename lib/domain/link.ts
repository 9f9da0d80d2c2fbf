import { createHash, createHmac } from 'node:crypto';

/** A link of ours that leads on to `url`, as `GET /l/<id>`. */
export interface ShortLink {
  readonly id: string;
  /** Where it leads: https, chosen by whoever wrote the message. */
  readonly url: string;
}

/** Short enough for a text message, long enough that nobody meets another's by trying. */
const idLength = 11;

/** Tells these hashes from whatever else the same secret is a key of. */
const use = 'polyphony short link';
/** Whether this can be the id of a link: nothing else is looked up. */
export const isLinkId = (id: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(id);

/**
 * Names the link at a place of a touch's message: the same however often the message is rendered, so that what an
 * attempt stored before, the next one finds. A touch's id is made of public parts, so without the secret nobody can tell
 * the id of a link that they were not sent.
 *
 * @param place counted from 0
 * @param secret the stack's own, of any length
 */
export function linkId(touchId: string, place: number, secret: string): string {
  const key = createHmac('sha256', secret).update(use).digest();
  return createHmac('sha256', key).update(`${place} ${touchId}`).digest('base64url').slice(0, idLength);
}

/**
 * How links were named before their ids had a key. Such links are still out; they are found by their stored id, and this
 * name serves to delete them with their person.
 */
export function unkeyedLinkId(touchId: string, place: number): string {
  return createHash('sha256').update(`link ${place} ${touchId}`).digest('base64url').slice(0, idLength);
}
