import { secret } from '../../lib/aws/secret.ts';
import { readToken } from '../../lib/domain/token.ts';
import { isKnown } from '../../lib/engine/withdraw.ts';
import { inbox } from '../../lib/store/inbox.ts';
import { people } from '../../lib/store/people.ts';
import { connect } from '../../lib/store/table.ts';
import { setting } from '../environment.ts';
import { json, notFound, onRequest } from '../http.ts';

const table = { client: connect(), name: setting('TABLE') };
const tokenSecret = secret(setting('TOKEN_SECRET'));
const messages = inbox(table);
const known = people(table);

/** A person's in-app messages, newest first, for an app that holds their token: `Authorization: Bearer <token>`. */
export const handler = onRequest(async ({ headers, queryStringParameters }) => {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? queryStringParameters?.token;
  if (bearer === undefined) {
    const unauthorized = json(401, { message: 'Unauthorized' });
    return { ...unauthorized, headers: { ...unauthorized.headers, 'www-authenticate': 'Bearer' } };
  }
  const claims = await readToken(bearer, 'inbox', await tokenSecret());
  if (!claims || !isKnown(await known.read(claims.user))) return notFound;
  return json(200, { messages: await messages.list(claims.user) });
});
