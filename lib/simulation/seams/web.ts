import { AwsError, LostAnswer } from '../../sandbox/errors.ts';
import type { Call } from '../call.ts';
import type { Providers } from '../providers/providers.ts';
import { SimulationError } from '../simulation-error.ts';

/** What a function posts to providers that are no AWS service. */
export function webCall(
  url: string,
  { headers, body }: { headers: Headers; body: string },
  providers: Providers,
): Call {
  const { hostname, pathname } = new URL(url);
  const authorization = headers.get('authorization') ?? undefined;
  if (hostname === 'oauth2.googleapis.com') {
    const token = { access_token: 'ya29.simulation', expires_in: 3_599, token_type: 'Bearer' };
    return { name: 'google token', kind: 'lookup', run: () => answerOf(200, token) };
  }
  const account = /^\/2010-04-01\/Accounts\/([^/]+)\/Messages\.json$/.exec(pathname)?.[1];
  if (hostname === 'api.twilio.com' && account !== undefined) {
    const form = new URLSearchParams(body);
    const input = { AccountSid: account, ...Object.fromEntries(form) };
    const run: Call['run'] = (behave) =>
      answering(201, () => providers.call('Twilio', 'CreateMessage', input, behave, authorization), twilioError);
    return { name: `send twilio ${form.get('To')?.startsWith('whatsapp:') ? 'whatsapp' : 'sms'}`, kind: 'send', run };
  }
  const projectId = /^\/v1\/projects\/([^/]+)\/messages:send$/.exec(pathname)?.[1];
  if (hostname === 'fcm.googleapis.com' && projectId !== undefined) {
    const input = { projectId, ...(JSON.parse(body) as object) };
    const run: Call['run'] = (behave) =>
      answering(200, () => providers.call('FCM', 'SendMessage', input, behave, authorization), googleError);
    return { name: 'send fcm', kind: 'send', run };
  }
  throw new SimulationError(`POST ${url}: the simulation has no such service; teach lib/simulation/seams/web.ts`);
}

function answering(status: number, run: () => unknown, bodyOf: (error: AwsError) => unknown): unknown {
  try {
    return answerOf(status, run());
  } catch (error) {
    if (error instanceof AwsError) return answerOf(error.status, bodyOf(error));
    if (error instanceof LostAnswer)
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
    throw error;
  }
}

const twilioError = ({ code, message, status }: AwsError) => ({ code: Number(code), message, status });

const googleError = ({ code, message, status, more }: AwsError) => ({
  error: {
    code: status,
    message,
    status: code,
    details: [
      { '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode: code },
      ...((more.details as readonly object[] | undefined) ?? []),
    ],
  },
});

const answerOf = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
