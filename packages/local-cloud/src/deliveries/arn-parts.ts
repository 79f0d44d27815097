/** The parts of an ARN. */
export interface ArnParts {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All that follows: `function:orders:live`, `rule/nightly`, a queue's name. */
  readonly resource: string;
}

/** Takes an ARN apart; what is missing is empty. */
export function arnParts(arn: string): ArnParts {
  const [, , service = "", region = "", account = "", ...resource] = arn.split(":");
  return { service, region, account, resource: resource.join(":") };
}
