/** Well below the function's own timeout, and that of whoever waits for the webhook's answer. */
const patienceMs = 8_000;

export interface TwilioReply {
  readonly accountSid: string;
  readonly authToken: string;
  /** The sender, as the message to us named it: `+15005550006`, `whatsapp:+14155238886`. */
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** @default Twilio's own */
  readonly endpoint?: string | undefined;
}

/**
 * Answers a message, from the number that it was written to. One call, never repeated: whoever asks has claimed the one
 * answer there is. No status callback, because it belongs to no touch.
 *
 * @throws what `fetch` throws, and an Error with Twilio's code when it refuses; neither holds number or text
 */
export async function replyByTwilio(reply: TwilioReply): Promise<void> {
  const { accountSid, authToken, from, to, text, endpoint = 'https://api.twilio.com' } = reply;
  const response = await fetch(`${endpoint}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ To: to, From: from, Body: text }).toString(),
    signal: AbortSignal.timeout(patienceMs),
    redirect: 'manual',
  });
  const said = await response.text();
  if (response.status >= 200 && response.status < 300) return;
  throw new Error(`Twilio refused an answer: ${response.status}${codeIn(said)}`);
}

function codeIn(body: string): string {
  const code = /"code":\s*(\d{4,6})/.exec(body)?.[1];
  return code === undefined ? '' : ` ${code}`;
}
