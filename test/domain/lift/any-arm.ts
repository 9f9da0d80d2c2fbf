import fc from 'fast-check';
import type { Arm } from '../../../lib/domain/lift.ts';

export const anyArm: fc.Arbitrary<Arm> = fc
  .integer({ min: 1, max: 20_000 })
  .chain((n) => fc.record({ n: fc.constant(n), x: fc.oneof(fc.nat({ max: n }), fc.constantFrom(0, n)) }));
