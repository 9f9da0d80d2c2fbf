import { domainToASCII } from 'node:url';
import { longestField, type Reading, visible } from './reading.ts';

const form = 'an email address is like a@example.com';
const asciiRule =
  'the part of an email address before the @ is of ASCII letters, digits and signs: SES sends to no other (SMTPUTF8)';
const dotRule = 'the part of an email address before the @ has no dot at its ends and no two in a row: SES refuses it';
const domainRule = 'the domain of an email address is a name of the DNS, like example.com or müller.de';

/** RFC 5321, section 4.5.3.1: octets. */
const [longestLocal, longestDomain] = [64, 253];

/** RFC 5322: what a local part has without quotes. */
const atoms = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+$/;
const labels = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * One spelling for each mailbox that SES can reach: without invisible characters, the domain in lower case and Punycode.
 * The case of the local part stays as it is told; `mailboxKey` ignores it.
 *
 * Sources: RFC 5321 (lengths), UTS #46 by Node's `domainToASCII`, and SES's documentation of `SendEmail`, which takes
 * no character beyond ASCII before the @.
 */
export function readEmail(told: unknown): Reading<string> {
  if (typeof told !== 'string' || told.length > longestField) return { rule: form };
  const text = visible(told);
  const at = text.indexOf('@');
  if (at < 1 || at !== text.lastIndexOf('@') || /[\s<>]/.test(text)) return { rule: form };
  const local = text.slice(0, at);
  if (!atoms.test(local)) return { rule: /[^\u0020-\u007E]/.test(local) ? asciiRule : form };
  if (local.length > longestLocal)
    return { rule: `an email address has at most ${longestLocal} characters before its @` };
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return { rule: dotRule };
  const domain = domainOf(text.slice(at + 1));
  return domain === undefined ? { rule: domainRule } : { value: `${local}@${domain}` };
}

function domainOf(told: string): string | undefined {
  // As in a URL, these would end the name or escape a character of it.
  if (/[/?#\\:%[\]@]/.test(told)) return undefined;
  const domain = domainToASCII(told).replace(/\.$/, '');
  const isName = domain.length <= longestDomain && labels.test(domain);
  // A last label of digits is the end of an IP address.
  return isName && !/\.\d+$/.test(domain) ? domain : undefined;
}

/** The key of a mailbox: two spellings of one mailbox have the same. What is no address is compared without case. */
export function mailboxKey(address: string): string {
  const read = readEmail(address);
  return ('value' in read ? read.value : address.trim()).toLowerCase();
}

const spellings = new Map<string, string>();
/** Bounds the memory that all the world's addresses could take. */
const mostSpellings = 1000;

/** An address as it is stored and sent to: addresses that were stored before there was one spelling get it here. */
export function sendable(address: string): string {
  let known = spellings.get(address);
  if (known === undefined) {
    const read = readEmail(address);
    known = 'value' in read ? read.value : address;
    if (spellings.size >= mostSpellings) spellings.clear();
    spellings.set(address, known);
  }
  return known;
}
