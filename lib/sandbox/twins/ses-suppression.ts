import { AwsError } from '../errors.ts';
import { textOf } from '../fields.ts';
import type { Service } from '../wire/call.ts';

/** SES's own list of addresses that it writes to no more, of the whole account. */
export function suppressionList(): Service['operations'] {
  const listed = new Map<string, string>();
  const find = (address: string) => {
    const reason = listed.get(address);
    if (reason !== undefined) return reason;
    throw new AwsError('NotFoundException', `Email address ${address} does not exist on your suppression list.`, 404);
  };
  return {
    PutSuppressedDestination: ({ EmailAddress, Reason }) => {
      const reason = textOf(Reason);
      if (reason !== 'BOUNCE' && reason !== 'COMPLAINT')
        throw new AwsError('BadRequestException', 'Reason is BOUNCE or COMPLAINT.');
      listed.set(textOf(EmailAddress) ?? '', reason);
      return {};
    },
    GetSuppressedDestination: ({ EmailAddress }) => {
      const address = textOf(EmailAddress) ?? '';
      return { SuppressedDestination: { EmailAddress: address, Reason: find(address), LastUpdateTime: 0 } };
    },
    DeleteSuppressedDestination: ({ EmailAddress }) => {
      const address = textOf(EmailAddress) ?? '';
      find(address);
      listed.delete(address);
      return {};
    },
  };
}
