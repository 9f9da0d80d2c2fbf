import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The caller's port, which tells connections apart. */
  readonly port: number | undefined;
}

/** Status and JSON; `null` breaks the connection without an answer. */
export type Scripted = readonly [status: number, body: unknown] | null;

/** A provider that answers as the test says. Remembers what it was asked. */
export async function answering(answer: (asked: Asked) => Scripted) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { url: path = '', headers, socket } = request;
    const one = { path, headers, body: Buffer.concat(chunks).toString(), port: socket.remotePort };
    asked.push(one);
    const said = answer(one);
    if (said === null) return void request.socket.destroy();
    response.writeHead(said[0], { 'content-type': 'application/json', location: '/elsewhere' });
    response.end(typeof said[1] === 'string' ? said[1] : JSON.stringify(said[1]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url, asked, close };
}

/** An address at which nobody listens. */
export async function nobody(): Promise<string> {
  const { url, close } = await answering(() => null);
  await close();
  return url;
}
