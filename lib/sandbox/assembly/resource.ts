import type { Fields } from '../fields.ts';

/** A resource of a stack, its properties still with intrinsic functions in them. */
export interface RawResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Fields;
}

/** A resource as it exists: named, its properties resolved. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Physical name. */
  readonly name: string;
  readonly arn: string;
  readonly properties: Fields;
}
