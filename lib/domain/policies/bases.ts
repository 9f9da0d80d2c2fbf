import { type Basis, bases } from '../consent.ts';

/** What counts as an explicit opt-in: `double_opt_in` and `express_written` each do. */
export const explicit: readonly Basis[] = ['express_written', 'express', 'double_opt_in'];
/** An explicit opt-in, or the customer who was told and could say no every time. */
export const softOrExplicit: readonly Basis[] = [...explicit, 'soft_opt_in'];
export const anyBasis: readonly Basis[] = bases;
