export { AssemblyError } from './errors.ts';
export type { EventEnvelope } from './events/envelope.ts';
export type { LogLine } from './logs.ts';
export { defaultPort, defaultStart, type SandboxOptions } from './options.ts';
export type { OutboxContent, OutboxRow } from './outbox.ts';
export { type Sandbox, startSandbox } from './sandbox.ts';
export type { RunSignal, SignalMap } from './signals.ts';
export { keepHeapsSmall } from './small-heaps.ts';
export { wrongProviders } from './twins/providers.ts';
