import { readAssembly } from './assembly/manifest.ts';
import { control } from './control/control.ts';
import { defaultPort, type SandboxOptions } from './options.ts';
import { type SignalMap, Signals } from './signals.ts';
import { listen, type PlainRequest } from './wire/server.ts';
import { createWorld } from './world.ts';

/** A running sandbox. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>`: the endpoint for every AWS client, `/_api` and `/_polyphony`. */
  readonly url: string;
  /** Virtual time, epoch milliseconds. */
  now(): number;
  /** Moves virtual time by milliseconds and settles, as `POST /_polyphony/clock` does. Answers the new time. */
  advance(ms: number): Promise<number>;
  /** Watches touches, runs and events as they happen. */
  on<K extends keyof SignalMap>(signal: K, listener: (...about: SignalMap[K]) => void): void;
  off<K extends keyof SignalMap>(signal: K, listener: (...about: SignalMap[K]) => void): void;
  /** Back to the state right after the start. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Runs a synthesized assembly on this machine.
 *
 * @throws AssemblyError for what the sandbox cannot run; Node's own error when the port is taken (`EADDRINUSE`)
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const assembly = readAssembly(options.assembly);
  const server = await listen(options.port ?? defaultPort);
  const url = `http://127.0.0.1:${server.port}`;
  const place = { endpoint: url, answer: (request: PlainRequest) => server.reply(request) };
  const signals = new Signals();
  const create = () => createWorld(assembly, place, signals, options);
  try {
    let world = await create();
    const reset = async () => {
      const old = world;
      world = await create();
      await old.close();
    };
    server.serve({
      call: (call) => world.call(call),
      api: (request) => world.api(request),
      control: control({ endpoint: url, world: () => world, reset }),
    });
    return {
      url,
      now: () => world.clock.now(),
      advance: (ms) => world.timeline.advance(ms),
      on: (signal, listener) => void signals.on(signal, listener as never),
      off: (signal, listener) => void signals.off(signal, listener as never),
      reset,
      async close() {
        await world.close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
