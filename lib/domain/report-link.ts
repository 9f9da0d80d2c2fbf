import { jwtVerify, SignJWT } from 'jose';

/** Apart from people's tokens: none of those opens a report, and a report's opens nothing of theirs. */
const audience = 'report';
const keyOf = (secret: string) => new TextEncoder().encode(secret);

/**
 * Signs a link to the reports: a JWT, HS256, of nobody. Unlike a person's links it ends, because it travels from hand to hand.
 *
 * @param now epoch milliseconds, likewise `until`
 */
export function signReportLink(secret: string, now: number, until: number): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor(until / 1000))
    .sign(keyOf(secret));
}

/** Whether this secret signed the token for reports, and it has not ended. */
export async function opensReports(token: string, secret: string, now: number): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ['HS256'],
      audience,
      currentDate: new Date(now),
      requiredClaims: ['exp'],
    });
    return payload.sub === undefined;
  } catch {
    return false;
  }
}
