import { secret } from '../../lib/aws/secret.ts';
import { readToken, signToken } from '../../lib/domain/token.ts';
import { readTouchId } from '../../lib/domain/touch-id.ts';
import { isKnown, withdrawByLink } from '../../lib/engine/withdraw.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { evidence } from '../../lib/store/evidence.ts';
import { connect } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { touches } from '../../lib/store/touches.ts';
import { setting } from '../environment.ts';
import { guardedPeople } from '../guarded-people.ts';
import { onRequest, page } from '../http.ts';
import { languageOf } from '../language.ts';
import { notFoundPage } from '../layout.ts';
import { log } from '../log.ts';
import { askPage, donePage } from './page.ts';

const client = connect();
const table = { client, name: setting('TABLE') };
const counters = tallies({ client, name: setting('TALLIES') });
const tokenSecret = secret(setting('TOKEN_SECRET'));
const ports = {
  people: guardedPeople(table, counters),
  evidence: evidence(table),
  addresses: addresses(table, secret(setting('ADDRESS_SECRET'))),
  touches: touches(table),
};

/** The unsubscribe link: GET asks and changes nothing, POST (a button, or a mailbox provider's one click) withdraws. */
export const handler = onRequest(async ({ requestContext, pathParameters, headers }, occasion) => {
  const key = await tokenSecret();
  const claims = await readToken(pathParameters?.token ?? '', 'unsubscribe', key);
  const person = claims && (await ports.people.read(claims.user));
  if (!person || !isKnown(person)) return page(404, notFoundPage(headers['accept-language']));
  const { user, channel = 'email' } = claims;
  const now = occasion.now();
  const leaving = {
    language: languageOf(person.profile?.locale, headers['accept-language']),
    preferences: `../preferences/${await signToken({ user, use: 'preferences' }, key, now)}`,
  };
  if (requestContext.http.method !== 'POST') return page(200, askPage(leaving));
  const touch = readTouchId(claims.touch ?? '');
  const no = {
    user,
    channel,
    purpose: 'marketing',
    at: now,
    source: 'unsubscribe link',
    event: occasion.invocation,
  } as const;
  const news = await withdrawByLink({ ...no, ...(touch && { touch }) }, occasion, ports);
  if (news === null) return page(404, notFoundPage(headers['accept-language']));
  log('info', 'withdrawn', { user, channel, news });
  return page(200, donePage(leaving));
});
