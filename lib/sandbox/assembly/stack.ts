import { AssemblyError } from '../errors.ts';
import { type Fields, fieldsOf, textOf } from '../fields.ts';
import { account, region } from '../region.ts';
import { identities } from './identity.ts';
import { noValue, type References, resolveValue } from './intrinsics.ts';
import type { StackTemplate } from './manifest.ts';
import type { RawResource, Resource } from './resource.ts';

/** What a stack needs to know of its surroundings. */
export interface Surroundings {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  exported(name: string): unknown;
  /** Value of an SSM parameter that some stack declares. */
  parameter(name: string): unknown;
}

/** One stack, its references resolved on demand. */
export class Stack implements References {
  readonly name: string;
  readonly template: Fields;
  private readonly surroundings: Surroundings;

  constructor({ name, template }: StackTemplate, surroundings: Surroundings) {
    this.name = name;
    this.template = template;
    this.surroundings = surroundings;
  }

  /** Resources that exist: those whose condition does not hold are left out. */
  resources(): RawResource[] {
    return Object.entries(fieldsOf(this.template.Resources)).flatMap(([logicalId, value]) => {
      const resource = fieldsOf(value);
      const condition = textOf(resource.Condition);
      if (condition !== undefined && !this.condition(condition)) return [];
      const type = textOf(resource.Type) ?? '';
      return [{ stack: this.name, logicalId, type, properties: fieldsOf(resource.Properties) }];
    });
  }

  /** Names a resource and resolves its properties. */
  resource(raw: RawResource): Resource {
    const name = this.physicalName(raw);
    const arn = identities[raw.type]?.arn?.(name) ?? '';
    return { ...raw, name, arn, properties: fieldsOf(this.resolve(raw.properties)) };
  }

  resolve(value: unknown): unknown {
    return resolveValue(value, this);
  }

  outputs(): { readonly exportName: string; readonly value: unknown }[] {
    return Object.values(fieldsOf(this.template.Outputs)).flatMap((output) => {
      const { Export: exported, Value: value } = fieldsOf(output);
      return exported === undefined ? [] : [{ exportName: String(this.resolve(fieldsOf(exported).Name)), value }];
    });
  }

  ref(name: string): unknown {
    const pseudo = this.pseudo(name);
    if (pseudo !== undefined) return pseudo;
    const parameter = fieldsOf(this.template.Parameters)[name];
    if (parameter !== undefined) return this.parameterValue(name, fieldsOf(parameter));
    const raw = this.rawOf(name);
    const rule = identities[raw.type];
    if (!rule) throw this.unresolved(`Ref of ${name} (${raw.type})`);
    return this.facet(raw, rule.ref ?? 'name');
  }

  attribute(logicalId: string, attribute: string): unknown {
    const raw = this.rawOf(logicalId);
    const rule = identities[raw.type];
    const facet = attribute === 'Arn' && rule?.arn ? 'arn' : rule?.attributes?.[attribute];
    if (facet === undefined) throw this.unresolved(`Fn::GetAtt of ${logicalId}.${attribute} (${raw.type})`);
    return this.facet(raw, facet);
  }

  exported(name: string): unknown {
    return this.surroundings.exported(name);
  }

  condition(name: string): boolean {
    const condition = fieldsOf(this.template.Conditions)[name];
    if (condition === undefined) throw this.unresolved(`condition ${name}`);
    return this.resolve(condition) === true;
  }

  mapping(map: string, key: string, second: string): unknown {
    const value = fieldsOf(fieldsOf(fieldsOf(this.template.Mappings)[map])[key])[second];
    if (value === undefined) throw this.unresolved(`Fn::FindInMap of ${map}.${key}.${second}`);
    return value;
  }

  private rawOf(logicalId: string): RawResource {
    const raw = this.resources().find((resource) => resource.logicalId === logicalId);
    if (!raw) throw this.unresolved(`resource ${logicalId}`);
    return raw;
  }

  private physicalName(raw: RawResource): string {
    const nameFrom = identities[raw.type]?.nameFrom;
    const given = nameFrom === undefined ? undefined : textOf(this.resolve(raw.properties[nameFrom]));
    if (given !== undefined) return given;
    // CloudFormation would append random characters; a name that stays the same is worth more here.
    return raw.type === 'AWS::ApiGatewayV2::Api' ? raw.logicalId.toLowerCase() : `${this.name}-${raw.logicalId}`;
  }

  private facet(raw: RawResource, facet: 'name' | 'arn' | 'url'): string {
    const name = this.physicalName(raw);
    const rule = identities[raw.type];
    if (facet === 'name') return name;
    if (facet === 'arn') return rule?.arn?.(name) ?? '';
    return `${this.surroundings.endpoint}${rule?.path?.(name) ?? ''}`;
  }

  private pseudo(name: string): unknown {
    switch (name) {
      case 'AWS::AccountId':
        return account;
      case 'AWS::Region':
        return region;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return this.name;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${region}:${account}:stack/${this.name}/local`;
      case 'AWS::NoValue':
        return noValue;
      default:
        return undefined;
    }
  }

  private parameterValue(name: string, parameter: Fields): unknown {
    const fallback = parameter.Default;
    if (String(parameter.Type).startsWith('AWS::SSM::Parameter::Value')) {
      return this.surroundings.parameter(String(fallback));
    }
    if (fallback === undefined) throw this.unresolved(`parameter ${name} without a Default`);
    return fallback;
  }

  private unresolved(what: string): AssemblyError {
    return new AssemblyError(
      `${what} in stack ${this.name}`,
      'the sandbox cannot tell its value',
      'give it a value in the template, or teach lib/sandbox/assembly/identity.ts its type',
    );
  }
}
