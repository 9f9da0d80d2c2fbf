import type { Mapping, Reading } from '../../../lib/domain/ingest/mapping.ts';

export const mapping: Mapping = {
  rules: {
    events: { 'Signed Up': 'user.signed_up', purchase: 'order.placed', 'Order Completed': 'order.placed' },
    consent: {
      marketing_email: { channel: 'email', basis: 'express' },
      marketing_push: { channel: 'push', basis: 'double_opt_in' },
    },
  },
  declared: { 'user.signed_up': {}, 'order.placed': { orderId: 'string', total: 'number', gift: 'boolean' } },
};

export const types = ({ told }: Reading) => told.map(({ type }) => type);
export const kinds = ({ dropped }: Reading) => dropped.map(({ kind }) => kind);
