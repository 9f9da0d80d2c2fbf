import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { eventRules } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { partnerRuleName } from '../names.ts';
import type { PublicApi } from '../public-api.ts';
import { allow, publishAs, VerbFunction, type VerbFunctionProps } from '../verb-function.ts';

/** Puts on our bus what Segment and mParticle tell, by webhook or from Segment's own bus; without them there is nothing. */
export function ingest(scope: Construct, context: AppContext, api: PublicApi): void {
  const { names, arns, settings } = context;
  const { segment, mparticle } = settings;
  if (!segment && !mparticle) return;
  const secrets = {
    ...(segment?.webhook && { SEGMENT_SECRET: names.segmentSecret }),
    ...(mparticle && { MPARTICLE_SECRET: names.mparticleSecret }),
  };
  const readable = Object.values(secrets).map((name) => arns.secret(name));
  const props = {
    verb: 'ingest',
    description: 'Publishes what customer data platforms tell',
    environment: secrets,
    data: 'nothing',
    secrets: readable.length > 0,
    permissions: [
      ...(readable.length > 0 ? [allow(['secretsmanager:GetSecretValue'], ...readable)] : []),
      publishAs(['segment', 'mparticle'], arns.bus),
    ],
  } as const satisfies VerbFunctionProps;

  const busName = segment?.partnerBus;
  const { lambda } = busName
    ? listening(scope, context, { ...props, calledBy: [arns.ruleOn(busName, partnerRuleName(names))] })
    : new VerbFunction(scope, 'Ingest', context, props);
  if (segment?.webhook) api.route('/ingest/segment', [HttpMethod.POST], 'IngestSegment', lambda);
  if (mparticle) api.route('/ingest/mparticle', [HttpMethod.POST], 'IngestMparticle', lambda);
}

/** Hears what Segment publishes on the bus that AWS made for it, as far as anything here reads it. */
function listening(
  scope: Construct,
  context: AppContext,
  props: ConstructorParameters<typeof EventVerb>[3],
): EventVerb {
  const target = new EventVerb(scope, 'Ingest', context, props);
  eventRules(scope, context, target);
  return target;
}
