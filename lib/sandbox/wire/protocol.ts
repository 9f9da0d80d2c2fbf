import type { AwsError } from '../errors.ts';

/** An HTTP answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** How a protocol of AWS's writes outputs and errors. */
export interface Protocol {
  output(operation: string, output: unknown): Reply;
  error(error: AwsError): Reply;
}

/** Amazon JSON 1.0 and 1.1: the operation is named by the X-Amz-Target header. */
export function jsonProtocol(contentType: string): Protocol {
  const headers = { 'content-type': contentType };
  return {
    output: (_, output) => ({ status: 200, headers, body: JSON.stringify(output ?? {}) }),
    error: ({ code, message, status, more }) => ({
      status,
      headers,
      body: JSON.stringify({ __type: code, message, ...more }),
    }),
  };
}

/** REST with JSON bodies: the error's name travels in a header. */
export const restJson: Protocol = {
  output: (_, output) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(output ?? {}),
  }),
  error: ({ code, message, status, more }) => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ message, Message: message, ...more }),
  }),
};

const escaped = (text: string) => text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;' })[char] ?? '&gt;');

/** The query protocol: form in, XML out. */
export const query: Protocol = {
  output: (operation, output) => ({
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<${operation}Response><${operation}Result>${xml(output)}</${operation}Result></${operation}Response>`,
  }),
  error: ({ code, message, status }) => ({
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message></Error></ErrorResponse>`,
  }),
};

function xml(output: unknown): string {
  if (typeof output !== 'object' || output === null) return escaped(String(output ?? ''));
  return Object.entries(output)
    .map(([name, value]) => `<${name}>${xml(value)}</${name}>`)
    .join('');
}

/** REST with XML bodies, S3's: its operations answer whole replies, because most of what they say is in headers. */
export const restXml: Protocol = {
  output: (_, output) => output as Reply,
  error: ({ code, message, status }) => ({
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<Error><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message></Error>`,
  }),
};

/** RPC v2 CBOR: no service here speaks it, so that only the error "unknown operation" is ever written. */
export const cbor: Protocol = {
  output: () => ({ status: 200, headers: cborHeaders, body: Buffer.from([0xa0]) }),
  error: ({ code, message, status }) => ({
    status,
    headers: cborHeaders,
    body: Buffer.concat([
      Buffer.from([0xa2]),
      cborText('__type'),
      cborText(code),
      cborText('message'),
      cborText(message),
    ]),
  }),
};

const cborHeaders = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from([0x79, bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
