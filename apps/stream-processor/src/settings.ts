import { readFailurePolicies, readNoticeRules } from "@spillway/change-capture";
import * as z from "zod";

const arnOf = (service: string, example: string) =>
  z.string().regex(new RegExp(`^arn:[^:]+:${service}:`), `expected an ARN such as ${example}`);

/** The environment of the function, as Terraform sets it. A sink whose variable is missing is off. */
export const settingsSchema = z
  .object({
    /** Region of the function, set by Lambda. */
    AWS_REGION: z.string(),
    /** Bucket of the audit log. */
    AUDIT_BUCKET: z.string().optional(),
    /** Before the key of each audit object. */
    AUDIT_PREFIX: z.string().regex(/\/$/, "expected a slash at the end").default("audit-logs/"),
    /** Topic that notices are published to. */
    NOTICE_TOPIC_ARN: arnOf("sns", "arn:aws:sns:eu-west-1:123456789012:changes")
      .regex(
        /(?<!\.fifo)$/,
        "expected a standard topic; a FIFO topic needs a group for each message",
      )
      .optional(),
    /** Table that remembers which notices were sent. */
    NOTICE_TABLE: z.string().optional(),
    /** Which changes are announced, JSON. */
    NOTICE_RULES: z
      .string()
      .default("[]")
      .transform((text, { issues }) => {
        const { rules, problems } = readNoticeRules(text);
        for (const message of problems) issues.push({ code: "custom", message, input: text });
        return rules;
      }),
    /** Name of the delivery stream of Data Firehose that takes each change. */
    FIREHOSE_STREAM: z.string().optional(),
    /** Path of an ES module whose default export takes each change. */
    HANDLER_MODULE: z.string().optional(),
    /** What to do with which failures, JSON. */
    FAILURE_POLICIES: z
      .string()
      .default("[]")
      .transform((text, { issues }) => {
        const { policies, problems } = readFailurePolicies(text);
        for (const message of problems) issues.push({ code: "custom", message, input: text });
        return policies;
      }),
    /** Bucket or queue for failures of policy `destination`. */
    FAILURE_DESTINATION_ARN: arnOf("(s3|sqs)", "arn:aws:s3:::failed-changes").optional(),
    /** Items whose changes are handled at the same time, where order is kept by item. */
    CONCURRENCY: z.coerce.number().int().min(1).max(1_000).default(10),
  })
  .superRefine((settings, { issues }) => {
    const refuse = (name: string, message: string) =>
      issues.push({ code: "custom", message, path: [name], input: settings });
    const announces = settings.NOTICE_TOPIC_ARN !== undefined && settings.NOTICE_RULES.length > 0;
    if (settings.NOTICE_RULES.length > 0 && settings.NOTICE_TOPIC_ARN === undefined) {
      refuse("NOTICE_TOPIC_ARN", "rules have no topic");
    }
    if (announces && settings.NOTICE_TABLE === undefined) {
      refuse("NOTICE_TABLE", "notices have no table that remembers them");
    }
    const needsDestination = settings.FAILURE_POLICIES.some(
      ({ policy }) => policy === "destination",
    );
    if (needsDestination && settings.FAILURE_DESTINATION_ARN === undefined) {
      refuse("FAILURE_DESTINATION_ARN", "a failure policy has no destination");
    }
    const { AUDIT_BUCKET, FIREHOSE_STREAM, HANDLER_MODULE } = settings;
    if (!announces && !AUDIT_BUCKET && !FIREHOSE_STREAM && !HANDLER_MODULE) {
      refuse("AUDIT_BUCKET", "no sink is on");
    }
  });

/** The settings as they were read. */
export type Settings = z.output<typeof settingsSchema>;
