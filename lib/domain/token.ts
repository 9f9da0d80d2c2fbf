import { jwtVerify, SignJWT } from 'jose';
import { type Channel, channels } from './channel.ts';

/** What a token lets its bearer do: one token, one use. */
export const tokenUses = ['inbox', 'preferences', 'unsubscribe'] as const;
export type TokenUse = (typeof tokenUses)[number];

export interface TokenClaims {
  readonly user: string;
  readonly use: TokenUse;
  /** What an `unsubscribe` token withdraws from. */
  readonly channel?: Channel;
  /** The touch whose link it is, so that an unsubscribe counts against its journey. */
  readonly touch?: string;
}

const keyOf = (secret: string) => new TextEncoder().encode(secret);

/**
 * Signs a link or app token: a JWT, HS256. It does not expire, because an unsubscribe link must work for as long as
 * its message can be read; rotating the secret is what ends it.
 *
 * @param now epoch milliseconds
 */
export function signToken(claims: TokenClaims, secret: string, now: number): Promise<string> {
  const { user, use, channel, touch } = claims;
  return new SignJWT({ ...(channel && { channel }), ...(touch && { touch }) })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setAudience(use)
    .setIssuedAt(Math.floor(now / 1000))
    .sign(keyOf(secret));
}

/** The claims of a token that this secret signed for this use; `null` for every other string. */
export async function readToken(token: string, use: TokenUse, secret: string): Promise<TokenClaims | null> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { algorithms: ['HS256'], audience: use });
    if (typeof payload.sub !== 'string') return null;
    const channel = channels.find((known) => known === payload.channel);
    const touch = payload.touch;
    return { user: payload.sub, use, ...(channel && { channel }), ...(typeof touch === 'string' && { touch }) };
  } catch {
    return null;
  }
}
