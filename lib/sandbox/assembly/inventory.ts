import { AssemblyError } from '../errors.ts';
import { type Fields, textOf } from '../fields.ts';
import { notYet } from './identity.ts';
import { type Assembly, readAssembly } from './manifest.ts';
import type { RawResource, Resource } from './resource.ts';
import { Stack } from './stack.ts';

/** Everything that the stacks of an assembly create. */
export class Inventory {
  private readonly stacks: readonly Stack[];
  private readonly raw: readonly RawResource[];
  private readonly assets: ReadonlyMap<string, string>;

  constructor(assembly: Assembly, endpoint: string) {
    this.assets = assembly.assets;
    const surroundings = {
      endpoint,
      exported: (name: string) => this.exported(name),
      parameter: (name: string) => this.parameter(name),
    };
    this.stacks = assembly.stacks.map((stack) => new Stack(stack, surroundings));
    this.raw = this.stacks.flatMap((stack) => stack.resources());
    for (const { type, logicalId, stack, properties } of this.raw) {
      if (!notYet.includes(type) || isForPeople(type, properties)) continue;
      throw new AssemblyError(
        `${logicalId} of stack ${stack}`,
        `the sandbox does not run ${type} yet`,
        'leave it out of this stack, or teach it to lib/sandbox',
      );
    }
  }

  /** All resources of these types, resolved. */
  all(...types: readonly string[]): Resource[] {
    return this.raw.filter(({ type }) => types.includes(type)).map((raw) => this.stackOf(raw).resource(raw));
  }

  /** Directory of a bundled asset. */
  asset(key: string): string | undefined {
    return this.assets.get(key);
  }

  private stackOf(raw: RawResource): Stack {
    const stack = this.stacks.find(({ name }) => name === raw.stack);
    if (!stack) throw new AssemblyError(raw.stack, 'no such stack', 'synthesize the app again');
    return stack;
  }

  private exported(name: string): unknown {
    for (const stack of this.stacks) {
      const output = stack.outputs().find(({ exportName }) => exportName === name);
      if (output) return stack.resolve(output.value);
    }
    throw new AssemblyError(name, 'no stack exports this name', 'synthesize all stacks into one assembly');
  }

  private parameter(name: string): unknown {
    const found = this.all('AWS::SSM::Parameter').find((parameter) => parameter.name === name);
    const value = textOf(found?.properties.Value);
    if (value !== undefined) return value;
    throw new AssemblyError(name, 'no stack declares this SSM parameter', 'declare it as AWS::SSM::Parameter');
  }
}

/** A subscription by email: alarms do not ring here, so there is nothing to send. */
const isForPeople = (type: string, { Protocol }: Fields) => type === 'AWS::SNS::Subscription' && Protocol === 'email';

export function readInventory(directory: string, endpoint: string): Inventory {
  return new Inventory(readAssembly(directory), endpoint);
}
