import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";

/** Clients of the services whose resources have policies, keys or aliases, in one region. */
export interface RegionClients {
  readonly dynamodb: DynamoDBClient;
  readonly kms: KMSClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sns: SNSClient;
}

/** How a client of the local cloud's own calls moto. */
export function clientConfiguration(endpoint: string, region: string, ownKey: string) {
  return { endpoint, region, credentials: { accessKeyId: ownKey, secretAccessKey: ownKey } };
}

/** Those clients for each region, made when something there is first asked about. */
export class ResourceClients {
  readonly #endpoint: string;
  readonly #ownKey: string;
  readonly #regions = new Map<string, RegionClients>();

  /** @param endpoint of moto, past the gateway */
  constructor(endpoint: string, ownKey: string) {
    this.#endpoint = endpoint;
    this.#ownKey = ownKey;
  }

  in(region: string): RegionClients {
    const known = this.#regions.get(region);
    if (known) return known;
    const configuration = clientConfiguration(this.#endpoint, region, this.#ownKey);
    const clients = {
      dynamodb: new DynamoDBClient(configuration),
      kms: new KMSClient(configuration),
      lambda: new LambdaClient(configuration),
      s3: new S3Client({ ...configuration, forcePathStyle: true }),
      sns: new SNSClient(configuration),
    };
    this.#regions.set(region, clients);
    return clients;
  }

  close(): void {
    for (const clients of this.#regions.values()) {
      for (const client of Object.values(clients)) client.destroy();
    }
  }
}
