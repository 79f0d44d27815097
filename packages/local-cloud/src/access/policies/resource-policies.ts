import { GetResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import { GetKeyPolicyCommand } from "@aws-sdk/client-kms";
import { GetPolicyCommand } from "@aws-sdk/client-lambda";
import { GetBucketPolicyCommand } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import type { RegionClients } from "../resources/resource-clients.ts";
import { functionPolicy } from "./function-policy.ts";
import { isMissing } from "./missing.ts";

export interface ResourcePolicyReaderOptions {
  /** Clients of a region; of "" for what belongs to none. */
  readonly clientsIn: (region: string) => RegionClients;
  /** A queue's policy as it was set. moto loses it, so that the gateway keeps it. */
  readonly queuePolicy: (region: string, queue: string) => string | undefined;
}

/** Reads the policies of queues, topics, buckets, functions, keys and tables. */
export class ResourcePolicyReader {
  readonly #options: ResourcePolicyReaderOptions;

  constructor(options: ResourcePolicyReaderOptions) {
    this.#options = options;
  }

  /**
   * The ARN under which a resource's policy is kept: a bucket's for its objects, a table's for its
   * indexes; versions and aliases of functions have their own. Undefined for what has none here.
   */
  ownerOf(resource: string): string | undefined {
    const [, , service, , , kind, id] = resource.split(":");
    if (resource.includes("*")) return undefined;
    if (service === "s3") return resource.split("/", 1)[0];
    if (service === "sqs" || service === "sns") return resource;
    if (service === "kms" && kind?.startsWith("key/")) return resource;
    if (service === "dynamodb") return /^arn:[^/]+:table\/[^/]+(?=$|\/index\/)/.exec(resource)?.[0];
    if (service === "lambda" && kind === "function" && id !== undefined) {
      return resource.replace(/:\$LATEST$/, "");
    }
    return undefined;
  }

  /** The policy of an `ownerOf`, as JSON text; undefined when it has none, or is not there. */
  async read(owner: string): Promise<string | undefined> {
    const [, , service, region = ""] = owner.split(":");
    const name = owner.split(":").at(-1) ?? "";
    if (service === "sqs") return this.#options.queuePolicy(region, name) || undefined;
    const clients = this.#options.clientsIn(region);
    switch (service) {
      case "sns": {
        const asked = new GetTopicAttributesCommand({ TopicArn: owner });
        const answer = await unlessMissing(clients.sns.send(asked));
        return answer?.Attributes?.Policy;
      }
      case "s3": {
        const asked = new GetBucketPolicyCommand({ Bucket: name });
        return (await unlessMissing(clients.s3.send(asked)))?.Policy;
      }
      case "lambda": {
        const [FunctionName, Qualifier] = owner.split(":").slice(6);
        const asked = new GetPolicyCommand({ FunctionName, Qualifier });
        const policy = (await unlessMissing(clients.lambda.send(asked)))?.Policy;
        return policy === undefined ? undefined : functionPolicy(policy);
      }
      case "kms": {
        const asked = new GetKeyPolicyCommand({ KeyId: owner, PolicyName: "default" });
        return (await unlessMissing(clients.kms.send(asked)))?.Policy;
      }
      case "dynamodb": {
        const asked = new GetResourcePolicyCommand({ ResourceArn: owner });
        return (await unlessMissing(clients.dynamodb.send(asked)))?.Policy;
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
