import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { InvokeMessage, LambdaFailure, ReplyMessage, ResultMessage, WorkerSetup } from './invocation.ts';
import { shortenRequests } from './local-request.ts';
import { installVirtualDate } from './virtual-date.ts';

// The runtime of one function, in a thread of its own: loads the bundled handler as Lambda does and serves invocations.

type Handler = (event: unknown, context: object) => unknown;

const setup = workerData as WorkerSetup;
const current = new AsyncLocalStorage<string>();

if (!parentPort) throw new Error('bootstrap.ts runs in a worker thread only');
const port = parentPort;

installVirtualDate(setup.clock);
sendLogs();
markCalls();
const answerRequest = shortenRequests(setup.endpoint, port, marks);

const handler = loadHandler();
// A failure to load is answered to every invocation, not thrown here.
handler.catch(() => undefined);

port.on('message', (message: InvokeMessage | ReplyMessage) => {
  if ('request' in message) answerRequest(message);
  else void current.run(message.attempt, async () => port.postMessage(await serve(message)));
});

async function serve({ attempt, requestId, event, timeoutMs }: InvokeMessage): Promise<ResultMessage> {
  try {
    const run = await handler;
    const result = await run(JSON.parse(event), contextOf(requestId, timeoutMs));
    return { attempt, result: JSON.stringify(result ?? null) };
  } catch (error) {
    return { attempt, error: failureOf(error) };
  }
}

function contextOf(requestId: string, timeoutMs: number): object {
  const deadline = performance.now() + timeoutMs;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: setup.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: setup.functionArn,
    memoryLimitInMB: String(setup.memoryMb),
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
}

function failureOf(error: unknown): LambdaFailure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

async function loadHandler(): Promise<Handler> {
  const dot = setup.handler.lastIndexOf('.');
  const [path, exported] = [setup.handler.slice(0, dot), setup.handler.slice(dot + 1)];
  const file = ['.mjs', '.js', '.cjs']
    .map((extension) => join(setup.codeDirectory, path + extension))
    .find((candidate) => existsSync(candidate));
  if (file === undefined) {
    throw named('Runtime.ImportModuleError', `Error: Cannot find module '${path}' in ${setup.codeDirectory}`);
  }
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  const found = module[exported] ?? (module.default as Record<string, unknown> | undefined)?.[exported];
  if (typeof found !== 'function') {
    throw named('Runtime.HandlerNotFound', `${setup.handler} is undefined or not exported`);
  }
  return found as Handler;
}

function sendLogs(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: string | Uint8Array) => {
      port.postMessage({ log: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
      return true;
    };
  }
}

function marks(): Readonly<Record<string, string>> {
  const invocation = current.getStore();
  return invocation === undefined ? {} : { [setup.invocationHeader]: invocation };
}

/** Marks every HTTP request with the invocation that makes it, so that a killed one can be told from its neighbours. */
function markCalls(): void {
  subscribe('http.client.request.created', (message) => {
    const { request } = message as { request: { setHeader(name: string, value: string): void } };
    for (const [name, value] of Object.entries(marks())) request.setHeader(name, value);
  });
  subscribe('undici:request:create', (message) => {
    const { request } = message as { request: { addHeader(name: string, value: string): void } };
    for (const [name, value] of Object.entries(marks())) request.addHeader(name, value);
  });
}
