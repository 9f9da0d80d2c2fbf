import { unknownOperation } from './errors.ts';
import type { Call, Service } from './wire/call.ts';

/** Finds the operation that a call names and carries it out. */
export function dispatcher(services: readonly Service[]): (call: Call) => Promise<unknown> {
  const byName = new Map(services.map((service) => [service.name, service]));
  return async (call) => {
    const operations = byName.get(call.service)?.operations ?? {};
    if (!Object.hasOwn(operations, call.operation)) throw unknownOperation(call.service, call.operation);
    return operations[call.operation]?.(call.input, call);
  };
}

/** Every operation there is, by service. */
export function operationsOf(services: readonly Service[]): Record<string, string[]> {
  return Object.fromEntries(services.map(({ name, operations }) => [name, Object.keys(operations)]));
}
