import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AssemblyError } from '../errors.ts';
import { type Fields, fieldsOf, textOf } from '../fields.ts';

/** One synthesized CloudFormation stack. */
export interface StackTemplate {
  readonly name: string;
  readonly template: Fields;
}

/** What `cdk synth` wrote: every stack's template, and where the bundled code of each asset lies. */
export interface Assembly {
  readonly stacks: readonly StackTemplate[];
  /** Directory of an asset by the `S3Key` that templates name it with. */
  readonly assets: ReadonlyMap<string, string>;
}

/**
 * Reads a cloud assembly, nested ones (stages) included.
 *
 * @param directory the `cdk.out` directory
 * @throws AssemblyError when there is none
 */
export function readAssembly(directory: string): Assembly {
  const stacks: StackTemplate[] = [];
  const assets = new Map<string, string>();
  collect(resolve(directory), stacks, assets);
  if (stacks.length === 0) {
    throw new AssemblyError(directory, 'a cloud assembly has at least one stack', 'synthesize the app: npx cdk synth');
  }
  return { stacks, assets };
}

function collect(directory: string, stacks: StackTemplate[], assets: Map<string, string>): void {
  const artifacts = fieldsOf(readJson(join(directory, 'manifest.json')).artifacts);
  for (const [id, value] of Object.entries(artifacts)) {
    const artifact = fieldsOf(value);
    const properties = fieldsOf(artifact.properties);
    if (artifact.type === 'aws:cloudformation:stack') {
      const template = readJson(join(directory, textOf(properties.templateFile) ?? `${id}.template.json`));
      stacks.push({ name: textOf(properties.stackName) ?? id, template });
    } else if (artifact.type === 'cdk:asset-manifest') {
      collectAssets(directory, readJson(join(directory, textOf(properties.file) ?? `${id}.assets.json`)), assets);
    } else if (artifact.type === 'cdk:cloud-assembly') {
      collect(join(directory, textOf(properties.directoryName) ?? `assembly-${id}`), stacks, assets);
    }
  }
}

function collectAssets(directory: string, manifest: Fields, assets: Map<string, string>): void {
  for (const file of Object.values(fieldsOf(manifest.files))) {
    const path = textOf(fieldsOf(fieldsOf(file).source).path);
    if (path === undefined) continue;
    for (const destination of Object.values(fieldsOf(fieldsOf(file).destinations))) {
      const key = textOf(fieldsOf(destination).objectKey);
      if (key !== undefined) assets.set(key, resolve(directory, path));
    }
  }
}

function readJson(file: string): Fields {
  try {
    return fieldsOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AssemblyError(file, `it cannot be read (${why})`, 'synthesize the app: npx cdk synth');
  }
}
