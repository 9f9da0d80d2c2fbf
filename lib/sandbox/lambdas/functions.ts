import type { Inventory } from '../assembly/inventory.ts';
import { AwsError, NoAnswer } from '../errors.ts';
import { lastPart } from '../region.ts';
import type { Call } from '../wire/call.ts';
import { Crashes } from './crashes.ts';
import { LambdaFunction, type Surroundings } from './function.ts';
import { functionSpecs } from './function-spec.ts';
import type { Outcome } from './invocation.ts';

/** All functions of the assembly. */
export class Functions {
  readonly crashes = new Crashes();
  private readonly byName: ReadonlyMap<string, LambdaFunction>;

  constructor(inventory: Inventory, surroundings: Surroundings) {
    const specs = functionSpecs(inventory);
    this.byName = new Map(specs.map((spec) => [spec.name, new LambdaFunction(spec, surroundings)]));
  }

  all(): LambdaFunction[] {
    return [...this.byName.values()];
  }

  /** By name or ARN, with or without a qualifier. */
  find(nameOrArn: string): LambdaFunction | undefined {
    const afterPrefix = /:function:([^:]+)/.exec(nameOrArn)?.[1];
    return this.byName.get(afterPrefix ?? lastPart(nameOrArn));
  }

  /** Invokes and waits; a function that does not exist is a failure like any other. */
  invoke(nameOrArn: string, event: unknown, requestId: string): Promise<Outcome> {
    const found = this.find(nameOrArn);
    if (found) return found.invoke(event, requestId);
    const errorMessage = `Function not found: ${nameOrArn}`;
    return Promise.resolve({ ok: false, error: { errorType: 'Lambda.ResourceNotFoundException', errorMessage } });
  }

  /**
   * Carries out an AWS call on behalf of whoever made it, unless its invocation is dead or ordered to die here.
   *
   * @throws NoAnswer when the caller will never hear of it
   */
  async onBehalf(call: Call, carryOut: () => Promise<unknown>): Promise<unknown> {
    const { function: name, invocation } = call.caller;
    const caller = name === undefined ? undefined : this.byName.get(name);
    if (!caller || name === undefined || invocation === undefined) return carryOut();
    if (caller.isDead(invocation)) throw new NoAnswer();
    const crash = this.crashes.at(name, invocation, `${call.service}.${call.operation}`);
    if (crash === 'before') {
      caller.kill(invocation);
      throw new NoAnswer();
    }
    try {
      return await carryOut();
    } finally {
      if (crash === 'after') caller.kill(invocation);
      if (caller.isDead(invocation)) throwNoAnswer();
    }
  }

  require(nameOrArn: string): LambdaFunction {
    const found = this.find(nameOrArn);
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
  }

  async close(): Promise<void> {
    await Promise.all(this.all().map((each) => each.close()));
  }
}

/** Apart, because a `throw` in `finally` hides the error it replaces, which is just what is meant here. */
function throwNoAnswer(): never {
  throw new NoAnswer();
}
