import { secret } from '../../lib/aws/secret.ts';
import { readToken } from '../../lib/domain/token.ts';
import { readTouchId } from '../../lib/domain/touch-id.ts';
import { isKnown, withdrawByLink } from '../../lib/engine/withdraw.ts';
import { evidence } from '../../lib/store/evidence.ts';
import { people } from '../../lib/store/people.ts';
import { connect } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { touches } from '../../lib/store/touches.ts';
import { setting } from '../environment.ts';
import { notFound, onRequest, page } from '../http.ts';
import { log } from '../log.ts';
import { askPage, donePage, languageOf } from './page.ts';

const client = connect();
const table = { client, name: setting('TABLE') };
const tokenSecret = secret(setting('TOKEN_SECRET'));
const ports = {
  people: people(table),
  evidence: evidence(table),
  touches: touches(table),
  tallies: tallies({ client, name: setting('TALLIES') }),
};

/** The unsubscribe link: GET asks and changes nothing, POST (a button, or a mailbox provider's one click) withdraws. */
export const handler = onRequest(async ({ requestContext, pathParameters, headers }, occasion) => {
  const claims = await readToken(pathParameters?.token ?? '', 'unsubscribe', await tokenSecret());
  const language = languageOf(headers['accept-language']);
  if (!claims) return notFound;
  if (requestContext.http.method !== 'POST') {
    return isKnown(await ports.people.read(claims.user)) ? page(200, askPage(language)) : notFound;
  }
  const { user, channel = 'email' } = claims;
  const touch = readTouchId(claims.touch ?? '');
  const no = {
    user,
    channel,
    purpose: 'marketing',
    at: occasion.now(),
    source: 'unsubscribe link',
    event: occasion.invocation,
  } as const;
  const news = await withdrawByLink({ ...no, ...(touch && { touch }) }, occasion, ports);
  if (news === null) return notFound;
  log('info', 'withdrawn', { user, channel, news });
  return page(200, donePage(language));
});
