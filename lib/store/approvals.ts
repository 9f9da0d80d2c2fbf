import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type {
  ApprovalDecision,
  ApprovalRef,
  ApprovalRequest,
  AskedApproval,
  AuditLine,
  RefusedAnswer,
  Standing,
} from '../domain/approval.ts';
import { iso } from '../domain/instant.ts';
import * as ambient from './ambient.ts';
import { freshByName } from './fresh.ts';
import { approvalKey } from './keys.ts';
import { pages } from './pages.ts';
import { holds, type Table } from './table.ts';

const requestPrefix = 'REQUEST#';
const refusedPrefix = 'REFUSED#';
const versionPrefix = (version: string) => `${requestPrefix}${version}#`;
const approverPrefix = ({ version, approver }: ApprovalRef) => `${versionPrefix(version)}${approver}#`;

/** What an environment read stays true for so long: an approval takes hold within it. */
export const approvalFreshMs = 5_000;

type Item = AskedApproval & { readonly sk: string };

/** What is deployed of a journey that names approvers. */
export interface DeployedVersion {
  readonly version: string;
  readonly approvers: readonly string[];
}

/** Who was asked about which version, and what they said. A request is written once and answered once. */
export function approvals(
  { client, name }: Table,
  deployed: (journey: string) => DeployedVersion | undefined,
  now = ambient.now,
) {
  /** In the order of their keys: of one approver, the last is the one that counts. */
  async function items<T>(journey: string, prefix: string): Promise<T[]> {
    const found: T[] = [];
    const query = {
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :journey AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':journey': approvalKey(journey), ':prefix': prefix },
    };
    for await (const page of pages((from) => client.send(new QueryCommand({ ...query, ...from })))) {
      found.push(...(page as T[]));
    }
    return found;
  }

  async function read(journey: string): Promise<Standing> {
    const { version = '', approvers = [] } = deployed(journey) ?? {};
    const asked = await items<Item>(journey, versionPrefix(version));
    const last = new Map(asked.map((item) => [item.approver, item.decision]));
    const approved = approvers.length > 0 && approvers.every((approver) => last.get(approver) === 'approved');
    return { version, approved, since: asked.length === 0 ? null : Math.min(...asked.map(({ at }) => at)) };
  }

  const latest = async (ref: ApprovalRef): Promise<Item | null> =>
    (await items<Item>(ref.journey, approverPrefix(ref))).at(-1) ?? null;

  return {
    /** Whether the version that is deployed is approved by all at this moment. */
    read,

    latest: (ref: ApprovalRef): Promise<AskedApproval | null> => latest(ref),

    /** Whether the version that is deployed is approved by all. Read at most every few seconds by one environment. */
    standing: freshByName(read, approvalFreshMs, now),

    /** Keeps who is asked, and the token that waits for them; a retry of the same request renews the token. */
    async ask(request: ApprovalRequest, token: string, at: number): Promise<void> {
      const before = await latest(request);
      const again = before?.request === request.request ? before : undefined;
      const sk = again?.sk ?? `${approverPrefix(request)}${iso(at)}#${request.request}`;
      const { journey, version, approver } = request;
      const Item = { pk: approvalKey(journey), sk, journey, version, approver, request: request.request, token };
      await client.send(new PutCommand({ TableName: name, Item: { ...Item, at: again?.at ?? at } }));
    },

    /** @returns false when this request was answered before, or is not the last one */
    async decide(
      request: ApprovalRequest,
      decision: ApprovalDecision,
      reason: string | undefined,
      at: number,
    ): Promise<boolean> {
      const asked = await latest(request);
      if (asked?.request !== request.request) return false;
      return holds(
        client.send(
          new UpdateCommand({
            TableName: name,
            Key: { pk: approvalKey(request.journey), sk: asked.sk },
            UpdateExpression: `SET decision = :decision, decidedAt = :at${reason === undefined ? '' : ', reason = :reason'}`,
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(decision)',
            ExpressionAttributeValues: {
              ':decision': decision,
              ':at': at,
              ...(reason !== undefined && { ':reason': reason }),
            },
          }),
        ),
      );
    },

    /** Keeps that an answer did not count. Telling the same twice changes nothing. */
    async refuse(request: ApprovalRequest, why: RefusedAnswer, at: number, invocation: string): Promise<void> {
      const { journey, version, approver } = request;
      const sk = `${refusedPrefix}${iso(at)}#${invocation}`;
      const line = { journey, version, approver, request: request.request, why, at };
      await client.send(new PutCommand({ TableName: name, Item: { pk: approvalKey(journey), sk, ...line } }));
    },

    /** The audit trail, oldest first. */
    async trail(journey: string): Promise<AuditLine[]> {
      const asked = await items<Item>(journey, requestPrefix);
      const refused = await items<ApprovalRequest & { why: RefusedAnswer; at: number }>(journey, refusedPrefix);
      const lines = [...asked.flatMap(linesOf), ...refused.map(({ why, ...about }) => lineOf(about, 'refused', why))];
      return lines.sort((one, other) => one.at - other.at);
    },
  };
}

function linesOf(item: Item): AuditLine[] {
  const { decision, decidedAt, reason } = item;
  const asked = lineOf(item, 'asked');
  return decision === undefined || decidedAt === undefined
    ? [asked]
    : [asked, lineOf({ ...item, at: decidedAt }, decision, reason)];
}

const lineOf = (
  { journey, version, approver, request, at }: ApprovalRequest & { at: number },
  what: AuditLine['what'],
  reason?: string,
): AuditLine => ({ journey, version, approver, request, at, what, ...(reason !== undefined && { reason }) });
