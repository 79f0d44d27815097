import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { SQSClient } from "@aws-sdk/client-sqs";
import { OWN_USER_AGENT } from "../aws-clients.ts";
import { localCloudError } from "../errors.ts";
import type { FunctionCatalog } from "./function-catalog.ts";
import type { FunctionReference } from "./function-reference.ts";
import {
  CREDENTIALS_MARGIN_MS,
  type RoleCredentials,
  type RoleCredentialsSource,
} from "./role-credentials.ts";

export interface RoleClientsOptions {
  /** The gateway. */
  readonly endpoint: string;
  readonly region: string;
  readonly catalog: Pick<FunctionCatalog, "find">;
  readonly credentials: Pick<RoleCredentialsSource, "of">;
}

/** How to call as a function's role. */
export interface RoleClientSettings {
  /** One for each function and role: clients of the same key may be shared. */
  readonly key: string;
  readonly endpoint: string;
  readonly region: string;
  readonly customUserAgent: string;
  readonly credentials: () => Promise<SessionCredentials>;
}

type SessionCredentials = Omit<RoleCredentials, "expiresAt"> & { readonly expiration: Date };

interface Clients {
  readonly streams: DynamoDBStreamsClient;
  readonly sqs: SQSClient;
  readonly logs: CloudWatchLogsClient;
}

/**
 * Clients for what Lambda itself does with a function's role: polling its queues and streams and writing
 * its logs. They follow a change of the role.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
export class RoleClients {
  readonly #options: RoleClientsOptions;
  readonly #clients = new Map<string, Clients>();

  constructor(options: RoleClientsOptions) {
    this.#options = options;
  }

  /** @throws SpillwayError FUNCTION_NOT_FOUND */
  async sqs(reference: FunctionReference): Promise<SQSClient> {
    return (await this.#of(reference)).sqs;
  }

  /** @throws SpillwayError FUNCTION_NOT_FOUND */
  async streams(reference: FunctionReference): Promise<DynamoDBStreamsClient> {
    return (await this.#of(reference)).streams;
  }

  /** @throws SpillwayError FUNCTION_NOT_FOUND */
  async logs(reference: FunctionReference): Promise<CloudWatchLogsClient> {
    return (await this.#of(reference)).logs;
  }

  close(): void {
    for (const clients of this.#clients.values()) {
      for (const client of Object.values(clients)) client.destroy();
    }
  }

  /**
   * For clients of other services than these.
   *
   * @throws SpillwayError FUNCTION_NOT_FOUND
   */
  async settingsOf(reference: FunctionReference): Promise<RoleClientSettings> {
    const { name: functionName } = reference;
    const { catalog, credentials, endpoint, region } = this.#options;
    const deployed = await catalog.find(reference);
    if (deployed === undefined) {
      throw localCloudError("FUNCTION_NOT_FOUND", `function ${functionName} is not deployed`, {
        details: { functionName },
      });
    }
    const { role } = deployed;
    return {
      key: `${role} ${functionName}`,
      endpoint,
      region,
      customUserAgent: OWN_USER_AGENT,
      credentials: async () => {
        const { expiresAt, ...session } = await credentials.of(role, functionName);
        return { ...session, expiration: new Date(expiresAt - CREDENTIALS_MARGIN_MS) };
      },
    };
  }

  async #of(reference: FunctionReference): Promise<Clients> {
    const { key, ...configuration } = await this.settingsOf(reference);
    const known = this.#clients.get(key);
    if (known) return known;
    const clients = {
      sqs: new SQSClient(configuration),
      streams: new DynamoDBStreamsClient(configuration),
      logs: new CloudWatchLogsClient(configuration),
    };
    this.#clients.set(key, clients);
    return clients;
  }
}
