import { type LambdaClient, paginateListEventSourceMappings } from "@aws-sdk/client-lambda";
import { GetQueueUrlCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Clock } from "@spillway/pacing";
import type { ErrorReport } from "../error-report.ts";
import { type FunctionReference, functionReference } from "../lambda-host/function-reference.ts";
import type { InvokeFunction } from "../lambda-host/lambda-host.ts";
import { type QueueMapping, queueMappings } from "./queue-mapping.ts";
import { QueueSource } from "./queue-source.ts";

export interface EventSourcesOptions {
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  /** A client of SQS that calls as the function's role: Lambda polls with it. */
  readonly sqsAs: (reference: FunctionReference) => Promise<SQSClient>;
  readonly clock: Clock;
  readonly invoke: InvokeFunction;
  readonly onError: ErrorReport;
}

interface Running {
  readonly configuration: string;
  readonly source: QueueSource;
}

/** Keeps one source running for each enabled event source mapping that is deployed. */
export class EventSources {
  readonly #options: EventSourcesOptions;
  readonly #running = new Map<string, Running>();
  #refreshed: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: EventSourcesOptions) {
    this.#options = options;
  }

  /** To be called when a mapping was created, changed or deleted. */
  changed(): void {
    this.#refreshed = this.#refreshed
      .then(() => this.#refresh())
      .catch((error: unknown) => this.#options.onError("event source mappings", error));
  }

  /** The mappings that are polled, and what keeps one from it. */
  snapshot(): readonly (QueueMapping & { readonly problem?: string })[] {
    return [...this.#running.values()].map(({ source }) => ({
      ...source.mapping,
      ...(source.problem === undefined ? {} : { problem: source.problem }),
    }));
  }

  /** Why the mapping of this UUID can't be polled; undefined when it can. */
  problemOf(uuid: string): string | undefined {
    return this.#running.get(uuid)?.source.problem;
  }

  /** Stops without waiting for what is under way: for the end of the whole. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#refreshed;
    for (const { source } of this.#running.values()) void source.stop();
  }

  async #refresh(): Promise<void> {
    const deployed = new Map(
      (await this.#list())
        .filter(({ enabled }) => enabled)
        .map((mapping) => [mapping.uuid, mapping]),
    );
    for (const [uuid, { configuration, source }] of this.#running) {
      const mapping = deployed.get(uuid);
      if (mapping && JSON.stringify(mapping) === configuration) continue;
      this.#running.delete(uuid);
      // Its last batches finish on their own; a changed mapping begins at once.
      source.stop().catch((error: unknown) => this.#options.onError(`event source ${uuid}`, error));
    }
    for (const [uuid, mapping] of deployed) {
      if (this.#running.has(uuid) || this.#closed) continue;
      const source = await this.#start(mapping);
      this.#running.set(uuid, { configuration: JSON.stringify(mapping), source });
    }
  }

  async #list(): Promise<QueueMapping[]> {
    const mappings: QueueMapping[] = [];
    for await (const page of paginateListEventSourceMappings(
      { client: this.#options.lambda },
      {},
    )) {
      mappings.push(...queueMappings(page));
    }
    return mappings;
  }

  async #start(mapping: QueueMapping): Promise<QueueSource> {
    const QueueName = mapping.queueArn.split(":").at(-1);
    const { QueueUrl = "" } = await this.#options.sqs.send(new GetQueueUrlCommand({ QueueName }));
    return new QueueSource({
      ...this.#options,
      client: () => this.#options.sqsAs(functionReference(mapping.functionArn)),
      mapping,
      queueUrl: QueueUrl,
    });
  }
}
