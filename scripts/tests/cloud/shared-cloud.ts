import { inject } from "vitest";
import { type AwsCli, awsCliAt } from "../aws-cli.ts";
import {
  type CaptureShown,
  type CartShown,
  type DemoRun,
  demoRunOf,
  type JobsShown,
  type Outputs,
  type ScalingShown,
  shownIn,
} from "../demo-environment.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly demo: { readonly stdout: string; readonly stderr: string; readonly outputs: Outputs };
  }
}

/** The one deployment that all end-to-end tests look at. */
export interface SharedCloud {
  /** Where every service answers. */
  readonly endpoint: string;
  /** What Terraform says of the deployment, every feature in it. */
  readonly outputs: Outputs;
  /** The AWS CLI at that endpoint. */
  readonly aws: AwsCli;
  /** What the demo counted and measured of each strategy, and when. */
  readonly demo: DemoRun;
  /** What the demo saw of changes that it made. */
  readonly capture: CaptureShown;
  /** What the demo saw of a shopping day. */
  readonly cart: CartShown;
  /** What the demo saw of a file that it loaded. */
  readonly jobs: JobsShown;
  /** What the demo saw of a load that outgrew a table's capacity. */
  readonly scaling: ScalingShown;
}

/**
 * The local cloud with every feature deployed, after the demo has run in it: for any file
 * `scripts/tests/cloud/<name>.test.ts`. Files run one after another by name, `take-down` last; each
 * leaves what was deployed as it found it.
 *
 * @example
 * const { aws, outputs } = sharedCloud();
 * await aws(["dynamodb", "scan", "--table-name", outputs.spike.value.direct.table_name]);
 */
export function sharedCloud(): SharedCloud {
  const { stdout, outputs } = inject("demo");
  const endpoint = outputs.endpoint_url.value;
  return {
    endpoint,
    outputs,
    aws: awsCliAt(endpoint),
    demo: demoRunOf(stdout),
    capture: shownIn(stdout, "capture"),
    cart: shownIn(stdout, "cart"),
    jobs: shownIn(stdout, "jobs"),
    scaling: shownIn(stdout, "scaling"),
  };
}
