import { afterAll, beforeAll } from 'vitest';
import { ensureAssembly } from '../../lib/infra/ensure-assembly.ts';
import { type Sandbox, startSandbox } from '../../lib/sandbox/index.ts';
import { Client } from './client.ts';

export interface Stack {
  sandbox: Sandbox;
  client: Client;
}

/** The shipped stack, standing still on a free port, for the tests of one file. */
export function shippedStack(): Stack {
  const stack: Partial<Stack> = {};
  beforeAll(async () => {
    stack.sandbox = await startSandbox({ assembly: await ensureAssembly({ quiet: true }), port: 0, clock: 'manual' });
    stack.client = new Client(stack.sandbox.url);
  });
  afterAll(() => stack.sandbox?.close());
  return stack as Stack;
}
