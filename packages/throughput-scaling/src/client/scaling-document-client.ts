import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Scaler } from "./scaler.ts";
import type { OperationOptions, ScalingConfig } from "./scaling-config.ts";
import { commandOf, noteCommands } from "./sent-commands.ts";

/** A document client with a way to run operations that scales. */
export class ScalingDynamoDBDocumentClient {
  /** The client that was given; what is sent by it directly does not scale. Whoever made it destroys it. */
  readonly docClient: DynamoDBDocumentClient;
  readonly #scaler: Scaler;

  /** Called by {@link createScalingDynamoDBClient}. */
  constructor(docClient: DynamoDBDocumentClient, scaler: Scaler) {
    this.docClient = docClient;
    this.#scaler = scaler;
  }

  /**
   * Runs an operation: where provisioned capacity throttled it, capacity is raised, and it is run again
   * when the table is ACTIVE, with exponential backoff. Any other error passes through as it is.
   *
   * @param operation is run once for each attempt; it sends by {@link docClient}
   * @param name as logs, errors and `config.operations` call it
   * @param options settings that this operation has of its own
   * @throws a code of `ScalingErrorCode`, with DynamoDB's error as its cause; SETTINGS_INVALID for
   *   options; the signal's reason; what the operation throws
   * @example
   * const { Items } = await scalingClient.executeWithScaling(
   *   () => docClient.send(new ScanCommand({ TableName: "workouts" })),
   *   "Weekly analytics",
   *   { maxRetries: 10 },
   * );
   */
  executeWithScaling<Result>(
    operation: () => Promise<Result>,
    name: string,
    options?: OperationOptions,
  ): Promise<Result> {
    return this.#scaler.run(operation, name, options, commandOf);
  }
}

/**
 * A scaling client over a document client, which also describes and updates the tables unless
 * `config.client` does.
 *
 * @param config settings that differ from the environment's
 * @throws SETTINGS_INVALID: all that is wrong, at once
 * @example
 * const scalingClient = createScalingDynamoDBClient(docClient, {
 *   maxReadCapacity: 200,
 *   scaleUpFactor: 3,
 * });
 */
export function createScalingDynamoDBClient(
  docClient: DynamoDBDocumentClient,
  config: ScalingConfig = {},
): ScalingDynamoDBDocumentClient {
  const scaler = new Scaler({ ...config, client: config.client ?? docClient });
  // So that an error can name the key of a hot partition.
  noteCommands(docClient.middlewareStack);
  return new ScalingDynamoDBDocumentClient(docClient, scaler);
}
