import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleLambdas } from '../lib/infra/bundle.ts';
import { defaultStage } from '../lib/infra/names.ts';
import { addStacks, newApp } from '../lib/infra/polyphony-app.ts';
import { SettingsError } from '../lib/infra/settings.ts';
import { allVerbs } from '../lib/infra/verbs.ts';
import stages from '../polyphony.config.ts';
import { compileJourneys } from '../statemachines/compile/index.ts';
import { textTable } from '../statemachines/compile/text-table.ts';
import { journeys } from '../statemachines/journeys/index.ts';
import { program } from '../statemachines/program.ts';

const root = join(import.meta.dirname, '..');

/** The CDK app. `-c stage=prod` chooses the stage; CDK_OUTDIR, else `cdk.out`, is where the assembly goes. */
async function synthesize(): Promise<void> {
  const app = newApp({ outdir: process.env.CDK_OUTDIR ?? join(root, 'cdk.out') });
  const stage: unknown = app.node.tryGetContext('stage') ?? defaultStage;
  await mkdir(join(root, '.build'), { recursive: true });
  // A folder of its own, because several may synthesize at once; the last to finish leaves its own for the benches.
  const bundles = await mkdtemp(join(root, '.build', 'lambdas-'));
  try {
    await bundleLambdas({ root, verbs: allVerbs, outDir: bundles });
    const compiled = compileJourneys(journeys, program);
    addStacks(app, {
      stage: String(stage),
      stages,
      journeys: compiled,
      providers: program.providers,
      orders: program.orders,
      bundles,
    });
    app.synth();
    await rm(join(root, '.build', 'lambdas'), { recursive: true, force: true });
    await rename(bundles, join(root, '.build', 'lambdas')).catch(() => {});
    // To stderr, because stdout may be a template; and last, so that it stands in nobody's error.
    process.stderr.write(textTable(compiled));
    for (const { launch } of compiled) if (launch?.plan) process.stderr.write(`\n${launch.plan}`);
  } finally {
    await rm(bundles, { recursive: true, force: true });
  }
}

try {
  await synthesize();
} catch (error) {
  // What a person wrote wrongly is said in a sentence; anything else is ours and shows where it happened.
  const theirs = error instanceof SettingsError || (error instanceof Error && error.name === 'RuleError');
  console.error(theirs ? error.message : error);
  process.exitCode = 1;
}
