// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's own placeholders

import { describe, expect, it } from 'vitest';
import { Inventory } from '../../lib/sandbox/assembly/inventory.ts';
import { readAssembly } from '../../lib/sandbox/assembly/manifest.ts';
import { readRules } from '../../lib/sandbox/events/rules.ts';
import { matchRoute } from '../../lib/sandbox/http-api/routes.ts';
import { lintDefinition } from '../../lib/sandbox/stepfunctions/lint.ts';
import { fixture } from './rig.ts';

const endpoint = 'http://127.0.0.1:1';

/** The name of a bus whose `Name` is this value, in a stack with these further sections. */
function resolved(
  value: unknown,
  { resources = {}, ...sections }: { resources?: object; [section: string]: unknown } = {},
) {
  const Resources = { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'x', Value: value } }, ...resources };
  const inventory = new Inventory(
    { stacks: [{ name: 'stack', template: { Resources, ...sections } }], assets: new Map() },
    endpoint,
  );
  return inventory.all('AWS::Events::EventBus')[0]?.properties.Value;
}

describe('templates', () => {
  it.each<[unknown, unknown]>([
    [{ Ref: 'AWS::AccountId' }, '000000000000'],
    [{ Ref: 'AWS::StackName' }, 'stack'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-us-east-1'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    [
      { 'Fn::Sub': '${Bus}: ${Bus.Arn} ${!Literal}' },
      'x: arn:aws:events:us-east-1:000000000000:event-bus/x ${Literal}',
    ],
    [{ 'Fn::Sub': ['${own}', { own: { Ref: 'Bus' } }] }, 'x'],
    [{ a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
    [{ 'Fn::If': ['Yes', 'then', 'else'] }, 'then'],
    [{ 'Fn::If': ['No', 'then', 'else'] }, 'else'],
    [{ 'Fn::FindInMap': ['Map', 'key', 'second'] }, 'found'],
    [{ Ref: 'Given' }, 'default'],
  ])('resolve %j', (value, expected) => {
    const sections = {
      Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
      Mappings: { Map: { key: { second: 'found' } } },
      Parameters: { Given: { Type: 'String', Default: 'default' } },
    };
    expect(resolved(value, sections)).toEqual(expected);
  });

  it.each<[unknown, string]>([
    [{ Ref: 'Nothing' }, 'resource Nothing in stack stack'],
    [{ 'Fn::GetAtt': ['Bus', 'Colour'] }, 'Fn::GetAtt of Bus.Colour'],
    [{ 'Fn::ImportValue': 'other:Name' }, 'other:Name'],
    [{ 'Fn::GetAZs': '' }, 'Fn::GetAZs'],
    [{ Ref: 'Asked' }, 'parameter Asked without a Default'],
    [{ Ref: 'Odd' }, 'AWS::Odd::Thing'],
  ])('name what cannot be resolved: %j', (value, what) => {
    const sections = { Parameters: { Asked: { Type: 'String' } }, resources: { Odd: { Type: 'AWS::Odd::Thing' } } };
    expect(() => resolved(value, sections)).toThrow(what);
  });

  it('are read with their assets and imports', () => {
    const inventory = new Inventory(readAssembly(fixture), endpoint);
    const [touch] = inventory.all('AWS::Lambda::Function');
    expect(touch?.properties.Environment).toMatchObject({
      Variables: { TABLE: 'chorus-data-PeopleTable0A1B2C3D', API_URL: `${endpoint}/_api`, GREETING: 'from chorus-app' },
    });
    expect(inventory.asset('code.zip')).toBe(`${fixture}/asset.code`);
  });

  it('are refused where they say what the sandbox would not do', () => {
    expect(() => resolved('x', { resources: { Pipe: { Type: 'AWS::Pipes::Pipe' } } })).toThrow('AWS::Pipes::Pipe');
    const subscribed = (Protocol: string) => () =>
      resolved('x', { resources: { S: { Type: 'AWS::SNS::Subscription', Properties: { Protocol } } } });
    expect(subscribed('lambda')).toThrow('AWS::SNS::Subscription');
    expect(subscribed('email')).not.toThrow();
    expect(() => readAssembly('/nowhere')).toThrow('npx cdk synth');
    const Rule = { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'cron(0 3 * * ? *)' } };
    const stacks = [{ name: 's', template: { Resources: { Rule } } }];
    expect(() => readRules(new Inventory({ stacks, assets: new Map() }, endpoint))).toThrow('cron(0 3 * * ? *)');
  });
});

describe('state machine definitions', () => {
  const lint =
    (state: object, more: object = {}) =>
    () =>
      lintDefinition('m', { StartAt: 's', States: { s: state }, ...more });

  it.each<[string, object, object?]>([
    ['JSONata', { Type: 'Succeed' }, { QueryLanguage: 'JSONata' }],
    ['JSONata', { Type: 'Succeed', QueryLanguage: 'JSONata' }],
    ['Assign of Pass "s"', { Type: 'Pass', Assign: {}, End: true }],
    ['HeartbeatSeconds of Task "s"', { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', HeartbeatSeconds: 3 }],
    ['type Pause', { Type: 'Pause' }],
    ['sqs:sendMessage', { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage' }],
    ['waitForTaskToken', { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' }],
    ['$$.Execution.StartTime', { Type: 'Pass', Parameters: { 'at.$': '$$.Execution.StartTime' }, End: true }],
    ['Assign of Pass "inner"', { Type: 'Parallel', Branches: [{ States: { inner: { Type: 'Pass', Assign: {} } } }] }],
  ])('are refused for %s', (what, state, more) => {
    expect(lint(state, more)).toThrow(what);
  });

  it('may ask for the name of their execution', () => {
    expect(lint({ Type: 'Pass', Parameters: { 'run.$': '$$.Execution.Name' }, End: true })).not.toThrow();
  });
});

describe('routes', () => {
  const route = (key: string) => {
    const [method = '', path = ''] = key === '$default' ? ['ANY', '/{proxy+}'] : key.split(' ');
    return { key, method, segments: path.split('/').slice(1), functionArn: key };
  };
  const routes = ['$default', 'ANY /a/{proxy+}', 'GET /a/{id}', 'ANY /a/{id}', 'GET /a/b', 'POST /a/{id}/c'].map(route);

  it.each([
    ['GET', '/a/b', 'GET /a/b', {}],
    ['GET', '/a/x%2Fy', 'GET /a/{id}', { id: 'x/y' }],
    ['PUT', '/a/x', 'ANY /a/{id}', { id: 'x' }],
    ['GET', '/a/x/y', 'ANY /a/{proxy+}', { proxy: 'x/y' }],
    ['POST', '/a/x/c', 'POST /a/{id}/c', { id: 'x' }],
    ['GET', '/', '$default', { proxy: '' }],
  ])('%s %s goes to the most specific', (method, path, key, parameters) => {
    const match = matchRoute(routes, method, path);
    expect([match?.route.key, match?.parameters]).toEqual([key, parameters]);
  });
});
