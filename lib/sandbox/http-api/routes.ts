import type { Inventory } from '../assembly/inventory.ts';
import { fieldsOf, textOf } from '../fields.ts';

/** A route of the HTTP API and the function behind it. */
export interface ApiRoute {
  /** As declared: `POST /unsubscribe/{token}`. */
  readonly key: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly functionArn: string;
}

/** Reads the routes of the assembly's HTTP API. */
export function readRoutes(inventory: Inventory): ApiRoute[] {
  const integrations = inventory.all('AWS::ApiGatewayV2::Integration');
  return inventory.all('AWS::ApiGatewayV2::Route').map(({ properties }) => {
    const key = textOf(properties.RouteKey) ?? '$default';
    const [method = 'ANY', path = '/{proxy+}'] = key === '$default' ? ['ANY', '/{proxy+}'] : key.split(' ');
    const target = (textOf(properties.Target) ?? '').replace(/^integrations\//, '');
    const integration = integrations.find(({ name }) => name === target);
    return {
      key,
      method,
      segments: path.split('/').slice(1),
      functionArn: functionIn(fieldsOf(integration?.properties)),
    };
  });
}

/** Integrations name the function's ARN, bare or inside API Gateway's own. */
function functionIn({ IntegrationUri: uri }: { readonly IntegrationUri?: unknown }): string {
  const text = textOf(uri) ?? '';
  return /functions\/(arn:aws:lambda:[^/]+)/.exec(text)?.[1] ?? text;
}

export interface Match {
  readonly route: ApiRoute;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The most specific route for a request: literal before parameter before `{proxy+}`, a method before ANY. */
export function matchRoute(routes: readonly ApiRoute[], method: string, path: string): Match | undefined {
  const parts = path.split('/').slice(1);
  const matches = routes
    .filter((route) => route.method === method || route.method === 'ANY')
    .flatMap((route) => {
      const parameters = parametersOf(route.segments, parts);
      return parameters ? [{ route, parameters, rank: rankOf(route) }] : [];
    });
  matches.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return matches[0];
}

function parametersOf(segments: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(segment)?.[1];
    if (greedy !== undefined) return { ...parameters, [greedy]: parts.slice(at).map(decoded).join('/') };
    const part = parts[at];
    if (part === undefined) return undefined;
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined && segment !== part) return undefined;
    if (name !== undefined) parameters[name] = decoded(part);
  }
  return parts.length === segments.length ? parameters : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function rankOf({ segments, method, key }: ApiRoute): string {
  if (key === '$default') return '9';
  const specificity = segments.map((segment) => (segment.endsWith('+}') ? '2' : segment.startsWith('{') ? '1' : '0'));
  return `${specificity.join('')}${method === 'ANY' ? '1' : '0'}`;
}
