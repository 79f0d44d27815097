/** Who calls. */
export interface Principal {
  /**
   * `arn:aws:sts::123456789012:assumed-role/ROLE/SESSION`, the ARN of an IAM user or of an account's root.
   * For a service that acts for itself, its name is enough: see `service`.
   */
  readonly arn: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** The role's ARN where a session of a role calls: `arn:aws:iam::123456789012:role/ROLE`. */
  readonly roleArn?: string;
  /** Set where a service calls on its own behalf: `sns.amazonaws.com`. Identity policies don't apply then. */
  readonly service?: string;
}

/** One request: principal, action, resource and condition keys (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html). */
export interface AccessRequest {
  readonly principal: Principal;
  /** `dynamodb:PutItem`. Compared without regard to case. */
  readonly action: string;
  /** The resource's ARN, or `*` for an action without a resource type, such as `sqs:ListQueues`. */
  readonly resource: string;
  /** The account that owns the resource. Default: the one in its ARN, else the caller's. A bucket's ARN has none. */
  readonly resourceAccountId?: string;
  /**
   * Condition keys, compared without regard to case: `"aws:SourceArn": "…"`. A key without a value is left
   * out. What follows from the principal (`aws:PrincipalArn`, `aws:PrincipalAccount`, `aws:PrincipalType`,
   * `aws:username`, `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName`) and `aws:ResourceAccount` are
   * added where they are not given.
   */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** The account that owns the requested resource. */
export function resourceAccountOf(request: AccessRequest): string {
  const inArn = request.resource.split(":")[4];
  return request.resourceAccountId ?? (inArn ? inArn : request.principal.accountId);
}
