import { secret } from '../../lib/aws/secret.ts';
import { channels } from '../../lib/domain/channel.ts';
import { preferencesOf } from '../../lib/domain/preferences.ts';
import { readToken } from '../../lib/domain/token.ts';
import { zoneOfDay } from '../../lib/domain/whereabouts.ts';
import { prefer } from '../../lib/engine/prefer.ts';
import { isKnown } from '../../lib/engine/withdraw.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { evidence } from '../../lib/store/evidence.ts';
import { connect } from '../../lib/store/table.ts';
import { pageWords } from '../../statemachines/pages/index.ts';
import { doings } from '../../statemachines/pages/words.ts';
import { program } from '../../statemachines/program.ts';
import { setting } from '../environment.ts';
import { guardedPeople } from '../guarded-people.ts';
import { onRequest, page, seeOther, textOf } from '../http.ts';
import { languageOf } from '../language.ts';
import { notFoundPage } from '../layout.ts';
import { log } from '../log.ts';
import { readForm } from './form.ts';
import { preferencePage } from './page.ts';

const table = { client: connect(), name: setting('TABLE') };
const tokenSecret = secret(setting('TOKEN_SECRET'));
const ports = {
  people: guardedPeople(table),
  evidence: evidence(table),
  addresses: addresses(table, secret(setting('ADDRESS_SECRET'))),
};

/** The preference centre: GET shows what a person gets and changes nothing, POST is carried out whole or not at all. */
export const handler = onRequest(async (request, occasion) => {
  const { requestContext, pathParameters, headers, queryStringParameters } = request;
  const claims = await readToken(pathParameters?.token ?? '', 'preferences', await tokenSecret());
  const person = claims && (await ports.people.read(claims.user));
  if (!person || !isKnown(person)) return page(404, notFoundPage(headers['accept-language']));
  const { user } = claims;
  const { ledger, profile } = person;
  const now = occasion.now();
  const language = languageOf(profile?.locale, headers['accept-language']);
  const preferences = preferencesOf({ user, ledger, profile }, program, now);
  const shown = { language, preferences, zone: zoneOfDay(profile, program.timezone) };
  if (requestContext.http.method !== 'POST') {
    const done = doings.find((each) => each === queryStringParameters?.done);
    return page(200, preferencePage({ ...shown, done }));
  }
  const words = pageWords[language].preferences;
  const chosen = readForm(textOf(request), language, now);
  if ('refused' in chosen) {
    return page(400, preferencePage({ ...shown, refused: words.notUnderstood(chosen.refused.slice(0, 80)) }));
  }
  const { change, wording, done } = chosen;
  const closed = channels.find((channel) => change.channels?.[channel] && ledger.suppressed[channel]);
  if (closed) return page(400, preferencePage({ ...shown, refused: words.notHere(words.channels[closed].name) }));
  const said = { user, change, wording, at: now, event: occasion.invocation };
  if (!(await prefer(said, occasion, ports))) return page(404, notFoundPage(headers['accept-language']));
  log('info', 'preferred', { user, done });
  return seeOther(`?done=${done}`);
});
