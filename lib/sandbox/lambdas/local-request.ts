import { AsyncLocalStorage } from 'node:async_hooks';
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { Readable, Writable } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';
import { type ReplyMessage, type RequestMessage, sendable } from './invocation.ts';

type OnResponse = (response: IncomingMessage) => void;
type Reply = NonNullable<ReplyMessage['reply']>;

/**
 * Sends what this thread asks of the sandbox as a message to the main thread, not through a socket: the same method,
 * path, headers and body, written and signed by the same client, for a third less time. Other requests are Node's own.
 *
 * @param marks headers that say in which invocation a request is made
 * @returns takes the answers
 */
export function shortenRequests(endpoint: string, port: MessagePort, marks: () => Readonly<Record<string, string>>) {
  const { hostname, port: ownPort } = new URL(endpoint);
  const waiting = new Map<number, LocalRequest>();
  const { request } = http;
  let count = 0;
  const isLocal = (options: unknown): options is RequestOptions => {
    if (typeof options !== 'object' || options === null || options instanceof URL) return false;
    const { host, port: asked, headers } = options as RequestOptions;
    // Whoever waits to be told to continue needs a connection.
    return host === hostname && String(asked) === ownPort && !('expect' in lowerCase(headers));
  };
  const shortened = (options: RequestOptions, onResponse?: OnResponse) => {
    const id = ++count;
    const { method = 'GET', path, headers } = options;
    const send = (body: string | Buffer) => {
      waiting.set(id, local);
      const all = { ...lowerCase(headers), ...marks() };
      port.postMessage({
        request: id,
        method,
        url: path ?? '/',
        headers: all,
        body: sendable(body),
      } satisfies RequestMessage);
    };
    const local: LocalRequest = new LocalRequest(send, onResponse);
    return local.once('close', () => waiting.delete(id)) as unknown as ClientRequest;
  };
  http.request = ((options: RequestOptions, ...rest: [OnResponse]) =>
    isLocal(options) ? shortened(options, ...rest) : request(options, ...rest)) as typeof request;
  syncBuiltinESMExports();
  return ({ request: id, reply }: ReplyMessage) => waiting.get(id)?.answer(reply);
}

/** As much of Node's ClientRequest as HTTP clients of AWS's SDKs use. */
class LocalRequest extends Writable {
  private readonly chunks: (string | Buffer)[] = [];
  private readonly send: (body: string | Buffer) => void;
  /** Runs what the answer leads to in the invocation that asked. */
  private readonly inContext = AsyncLocalStorage.snapshot();
  private answered = false;

  constructor(send: (body: string | Buffer) => void, onResponse?: OnResponse) {
    super({ decodeStrings: false, autoDestroy: false });
    this.send = send;
    if (onResponse) this.once('response', onResponse);
  }

  override _write(chunk: string | Buffer, _: string, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }

  override _final(done: () => void): void {
    const [only = ''] = this.chunks;
    this.send(this.chunks.length > 1 ? Buffer.concat(this.chunks.map((chunk) => Buffer.from(chunk))) : only);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    done(error ?? (this.answered ? null : Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })));
  }

  answer(reply: Reply | undefined): void {
    this.inContext(() => {
      if (!reply) {
        this.destroy();
        return;
      }
      this.answered = true;
      const response = responseOf(reply);
      response.once('close', () => this.destroy());
      this.emit('response', response);
    });
  }
}

function responseOf({ status, headers, body }: Reply): Readable {
  const response = Readable.from(
    [Buffer.from(body as string)].filter(({ length }) => length > 0),
    { objectMode: false },
  );
  return Object.assign(response, { statusCode: status, statusMessage: http.STATUS_CODES[status], headers });
}

function lowerCase(headers: RequestOptions['headers'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
