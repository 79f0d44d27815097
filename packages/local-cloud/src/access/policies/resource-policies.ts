import { type DynamoDBClient, GetResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import { GetKeyPolicyCommand, type KMSClient } from "@aws-sdk/client-kms";
import { GetPolicyCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { GetBucketPolicyCommand, type S3Client } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand, type SNSClient } from "@aws-sdk/client-sns";
import { functionPolicy } from "./function-policy.ts";
import { isMissing } from "./missing.ts";

export interface ResourcePolicyReaderOptions {
  readonly sns: SNSClient;
  readonly s3: S3Client;
  readonly lambda: LambdaClient;
  readonly kms: KMSClient;
  readonly dynamodb: DynamoDBClient;
  /** A queue's policy as it was set. moto loses it, so that the gateway keeps it. */
  readonly queuePolicy: (queue: string) => string | undefined;
}

/** Reads the policies of queues, topics, buckets, functions, keys and tables. */
export class ResourcePolicyReader {
  readonly #options: ResourcePolicyReaderOptions;

  constructor(options: ResourcePolicyReaderOptions) {
    this.#options = options;
  }

  /**
   * The ARN under which a resource's policy is kept: a bucket's for its objects, a function's for its
   * versions, a table's for its indexes. Undefined for what has none here.
   */
  ownerOf(resource: string): string | undefined {
    const [, , service, , , kind, id] = resource.split(":");
    if (resource.includes("*")) return undefined;
    if (service === "s3") return resource.split("/", 1)[0];
    if (service === "sqs" || service === "sns") return resource;
    if (service === "kms" && kind?.startsWith("key/")) return resource;
    if (service === "dynamodb") return /^arn:[^/]+:table\/[^/]+(?=$|\/index\/)/.exec(resource)?.[0];
    if (service === "lambda" && kind === "function" && id !== undefined) {
      return resource.split(":").slice(0, 7).join(":");
    }
    return undefined;
  }

  /** The policy of an `ownerOf`, as JSON text; undefined when it has none, or is not there. */
  async read(owner: string): Promise<string | undefined> {
    const name = owner.split(":").at(-1) ?? "";
    switch (owner.split(":")[2]) {
      case "sqs":
        return this.#options.queuePolicy(name) || undefined;
      case "sns": {
        const asked = new GetTopicAttributesCommand({ TopicArn: owner });
        const answer = await unlessMissing(this.#options.sns.send(asked));
        return answer?.Attributes?.Policy;
      }
      case "s3": {
        const asked = new GetBucketPolicyCommand({ Bucket: name });
        return (await unlessMissing(this.#options.s3.send(asked)))?.Policy;
      }
      case "lambda": {
        const asked = new GetPolicyCommand({ FunctionName: name });
        const policy = (await unlessMissing(this.#options.lambda.send(asked)))?.Policy;
        return policy === undefined ? undefined : functionPolicy(policy);
      }
      case "kms": {
        const asked = new GetKeyPolicyCommand({ KeyId: owner, PolicyName: "default" });
        return (await unlessMissing(this.#options.kms.send(asked)))?.Policy;
      }
      case "dynamodb": {
        const asked = new GetResourcePolicyCommand({ ResourceArn: owner });
        return (await unlessMissing(this.#options.dynamodb.send(asked)))?.Policy;
      }
      default:
        return undefined;
    }
  }
}

/** A resource that is missing, or has no policy: 404 in every one of these services, 400 in KMS. */
async function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
