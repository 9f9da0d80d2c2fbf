import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** Every synthesis is reviewed by these rule packs; a finding that nobody accepted fails it. */
export function reviewed(app: App): App {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}

/** A finding that is right as it is, since when, and why. */
export interface Accepted {
  /** The rule's id, with the finding in brackets where it names one. */
  readonly rule: string;
  /** Day on which it was last thought about, `YYYY-MM-DD`. */
  readonly on: string;
  readonly because: string;
}

/** Accepts findings on a construct and all that is in it, so write it beside the construct and no further out. */
export function accept(construct: IConstruct, ...findings: readonly Accepted[]): void {
  Validations.of(construct).acknowledge(
    ...findings.map(({ rule, on, because }) => ({ id: rule, reason: `${on}: ${because}` })),
  );
}
