import type { ListedProduct } from "./price-list.ts";

/** Which product of a price list a price is that of. */
export interface PricedProduct {
  /** AWS's code of the service. */
  readonly offer: string;
  /** What the bill calls it, without the region: several where it has other names in some regions. */
  readonly usages: readonly string[];
  /** Attributes that tell it from others of this name, where the list has them. */
  readonly attributes?: Readonly<Record<string, string>>;
}

const DYNAMODB = "AmazonDynamoDB";
const SQS = "AWSQueueService";
const LAMBDA = "AWSLambda";
const SNS = "AmazonSNS";
const S3 = "AmazonS3";
const CLOUDWATCH = "AmazonCloudWatch";

/**
 * The product of each price, by usage type.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-understanding-usage-reports.html
 */
export const PRICED_PRODUCTS = {
  onDemandWriteUnit: { offer: DYNAMODB, usages: ["WriteRequestUnits"] },
  onDemandReadUnit: { offer: DYNAMODB, usages: ["ReadRequestUnits"] },
  writeUnitHour: { offer: DYNAMODB, usages: ["WriteCapacityUnit-Hrs"] },
  readUnitHour: { offer: DYNAMODB, usages: ["ReadCapacityUnit-Hrs"] },
  storageGbMonth: { offer: DYNAMODB, usages: ["TimedStorage-ByteHrs"] },
  importGb: { offer: DYNAMODB, usages: ["ImportDataSize-Bytes"] },
  // us-east-1 has another name; fair and FIFO queues cost something else.
  sqsRequest: {
    offer: SQS,
    usages: ["Requests-Tier1", "Requests-RBP"],
    attributes: { queueType: "Standard" },
  },
  lambdaRequest: { offer: LAMBDA, usages: ["Request"] },
  lambdaGbSecondX86: { offer: LAMBDA, usages: ["Lambda-GB-Second"] },
  lambdaGbSecondArm: { offer: LAMBDA, usages: ["Lambda-GB-Second-ARM"] },
  snsRequest: { offer: SNS, usages: ["Requests-Tier1"] },
  // Objects of intelligent tiering have a like product of their own.
  s3GbMonth: {
    offer: S3,
    usages: ["TimedStorage-ByteHrs"],
    attributes: { volumeType: "Standard" },
  },
  s3Put: { offer: S3, usages: ["Requests-Tier1"] },
  s3Get: { offer: S3, usages: ["Requests-Tier2"] },
  alarmMonth: { offer: CLOUDWATCH, usages: ["CW:AlarmMonitorUsage"] },
  metricRequest: { offer: CLOUDWATCH, usages: ["CW:GMD-Metrics"] },
} as const satisfies Readonly<Record<string, PricedProduct>>;

/** Whether a listed product is the one that a price is of. */
export function isProduct(listed: ListedProduct, wanted: PricedProduct): boolean {
  if (listed.offer !== wanted.offer || !wanted.usages.includes(listed.usage)) return false;
  return Object.entries(wanted.attributes ?? {}).every(
    ([name, value]) => (listed.attributes[name] ?? value) === value,
  );
}
