import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsError, LostAnswer, NoAnswer } from '../errors.ts';
import type { Call } from './call.ts';
import type { Reply } from './protocol.ts';
import { route } from './routes.ts';

/** A request with its body read. */
export interface PlainRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly sourceIp: string;
}

/** Text that is longer than one string can be, or takes longer to come about than a client waits. */
export type TextParts = IterableIterator<string> | AsyncIterableIterator<string>;

/** An answer of control: parts are made while they are sent. */
export interface ControlReply extends Pick<Reply, 'status' | 'headers'> {
  readonly body: string | TextParts;
}

/** What answers behind the one port. */
export interface Backend {
  call(call: Call): Promise<unknown>;
  api(request: PlainRequest): Promise<Reply>;
  control(request: PlainRequest): Promise<ControlReply>;
}

/** Opens the port; the backend may come later, requests before it are told so. */
export async function listen(port: number): Promise<WireServer> {
  const server = createServer();
  // An idle connection closed under a client's next request would look to it like a send in doubt.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return new WireServer(server);
}

/** One port for AWS, the stack's HTTP API and control. */
export class WireServer {
  readonly port: number;
  private readonly server: Server;
  private backend: Backend | undefined;

  constructor(server: Server) {
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('request', (request, response) => void this.answer(request, response));
  }

  serve(backend: Backend): void {
    this.backend = backend;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Real time in a Date header would make SDKs correct their clocks away from virtual time.
    response.sendDate = false;
    try {
      const body = await read(request);
      const plain = {
        method: request.method ?? 'GET',
        url: request.url ?? '/',
        headers: request.headers,
        body,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      };
      const control = plain.url.startsWith('/_polyphony/') ? this.backend?.control(plain) : undefined;
      const reply = await (control ?? this.reply(plain));
      if (typeof reply.body === 'string' || Buffer.isBuffer(reply.body)) {
        response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
        response.end(reply.body);
      } else {
        response.writeHead(reply.status, reply.headers);
        await pipeline(Readable.from(reply.body), response);
      }
    } catch (error) {
      if (error instanceof NoAnswer) return;
      response.destroy();
    }
  }

  /**
   * What AWS or the HTTP API answers to a request, whichever way it came.
   *
   * @throws NoAnswer, LostAnswer when there is none
   */
  async reply(request: PlainRequest): Promise<Reply> {
    const { backend } = this;
    const json = { 'content-type': 'application/json' };
    if (!backend) return { status: 503, headers: json, body: '{"status":"starting"}' };
    if (request.url.startsWith('/_api')) return backend.api(request);
    return identified(await this.aws(request, backend));
  }

  private async aws(request: PlainRequest, backend: Backend): Promise<Reply> {
    const { call, protocol } = route(request.method, request.url, request.headers, request.body);
    try {
      return protocol.output(call.operation, await backend.call(call));
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof LostAnswer) throw error;
      if (error instanceof AwsError) return protocol.error(error);
      const why = error instanceof Error ? error.message : String(error);
      return protocol.error(new AwsError('InternalFailure', `${call.service} ${call.operation}: ${why}`, 500));
    }
  }
}

/** Every answer of AWS's has an id, which clients show in their errors. */
function identified({ status, headers, body }: Reply): Reply {
  return { status, headers: { ...headers, 'x-amzn-requestid': randomUUID() }, body };
}

function read(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
