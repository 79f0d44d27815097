/** A product as a row: what the bill calls it without the region, what else tells it, and its ranges. */
type Row = readonly [
  usage: string,
  attributes: Readonly<Record<string, string>>,
  ranges: readonly (readonly [begin: string, usd: string])[],
];

const FREE_UNIT_HOURS = "18600";
const free = (end: string, usd: string) =>
  [
    ["0", "0.0000000000"],
    [end, usd],
  ] as const;
const one = (usd: string) => [["0", usd]] as const;

const DYNAMODB: readonly Row[] = [
  [
    "WriteRequestUnits",
    { group: "DDB-WriteUnits", operation: "PayPerRequestThroughput" },
    one("0.0000008000"),
  ],
  [
    "IA-WriteRequestUnits",
    { group: "DDB-WriteUnitsIA", operation: "PayPerRequestThroughput" },
    one("0.0000010000"),
  ],
  ["ReplWriteRequestUnits", { group: "DDB-ReplicatedWriteUnits" }, one("0.0000012000")],
  [
    "ReadRequestUnits",
    { group: "DDB-ReadUnits", operation: "PayPerRequestThroughput" },
    one("0.0000001600"),
  ],
  ["IA-ReadRequestUnits", { group: "DDB-ReadUnitsIA" }, one("0.0000002000")],
  [
    "WriteCapacityUnit-Hrs",
    { group: "DDB-WriteUnits", operation: "CommittedThroughput" },
    free(FREE_UNIT_HOURS, "0.0008320000"),
  ],
  ["ReplWriteCapacityUnit-Hrs", { group: "DDB-ReplicatedWriteUnits" }, one("0.0012480000")],
  [
    "ReadCapacityUnit-Hrs",
    { group: "DDB-ReadUnits", operation: "CommittedThroughput" },
    free(FREE_UNIT_HOURS, "0.0001664000"),
  ],
  [
    "TimedStorage-ByteHrs",
    { volumeType: "Amazon DynamoDB - Indexed DataStore" },
    free("25", "0.3200000000"),
  ],
  [
    "IA-TimedStorage-ByteHrs",
    { volumeType: "Amazon DynamoDB - Indexed DataStore - IA" },
    one("0.1300000000"),
  ],
  ["TimedPITRStorage-ByteHrs", {}, one("0.2560000000")],
  ["ImportDataSize-Bytes", {}, one("0.1920000000")],
  ["ExportDataSize-Bytes", {}, one("0.1280000000")],
];

const SQS: readonly Row[] = [
  [
    "Requests-Tier1",
    { group: "SQS-APIRequest-Tier1", queueType: "Standard" },
    [
      ["100000000000", "0.0000003000"],
      ["0", "0.0000004000"],
    ],
  ],
  ["Requests-Tier1", { group: "SQS-APIRequest-Tier1", queueType: "Fair" }, one("0.0000001000")],
  ["Requests-FIFO-Tier1", { queueType: "FIFO (first-in, first-out)" }, one("0.0000005000")],
];

const LAMBDA: readonly Row[] = [
  ["Request", { group: "AWS-Lambda-Requests" }, one("0.0000002000")],
  ["Request-ARM", { group: "AWS-Lambda-Requests-ARM" }, one("0.0000002000")],
  [
    "Lambda-GB-Second",
    { group: "AWS-Lambda-Duration" },
    [
      ["15000000000", "0.0000133334"],
      ["0", "0.0000166667"],
      ["6000000000", "0.0000150000"],
    ],
  ],
  ["Lambda-GB-Second-ARM", { group: "AWS-Lambda-Duration-ARM" }, one("0.0000133334")],
  [
    "Lambda-Provisioned-GB-Second",
    { group: "AWS-Lambda-Duration-Provisioned" },
    one("0.0000097222"),
  ],
];

const SNS: readonly Row[] = [
  ["Requests-Tier1", { group: "SNS-Requests-Tier1" }, free("1000000", "0.0000005000")],
  ["DeliveryAttempts-HTTP", { endpointType: "HTTP" }, free("100000", "0.0000006000")],
];

const S3: readonly Row[] = [
  [
    "TimedStorage-ByteHrs",
    { volumeType: "Standard", storageClass: "General Purpose" },
    [
      ["0", "0.0260000000"],
      ["51200", "0.0250000000"],
    ],
  ],
  [
    "TimedStorage-ByteHrs",
    { volumeType: "INTAAS3ObjectOverhead", storageClass: "Intelligent-Tiering" },
    one("0.0240000000"),
  ],
  ["Requests-Tier1", { group: "S3-API-Tier1" }, one("0.0000060000")],
  ["Requests-Tier2", { group: "S3-API-Tier2" }, one("0.0000005000")],
];

const CLOUDWATCH: readonly Row[] = [
  ["CW:AlarmMonitorUsage", { group: "Alarm" }, one("0.1100000000")],
  ["CW:HighResAlarmMonitorUsage", { group: "Alarm" }, one("0.3000000000")],
  ["CW:GMD-Metrics", { group: "CloudWatch Bulk API Requests" }, one("0.0000120000")],
  ["CW:Requests", { group: "CloudWatch API Requests" }, free("1000000", "0.0000100000")],
];

const SERVICES = {
  AmazonDynamoDB: DYNAMODB,
  AWSQueueService: SQS,
  AWSLambda: LAMBDA,
  AmazonSNS: SNS,
  AmazonS3: S3,
  AmazonCloudWatch: CLOUDWATCH,
} as const;
export type ServiceCode = keyof typeof SERVICES;

/** What all prices of {@link fullOffers} come to. */
export const FULL_PRICES = {
  onDemandWriteUnit: 0.8e-6,
  onDemandReadUnit: 0.16e-6,
  writeUnitHour: 0.000832,
  readUnitHour: 0.0001664,
  warmWriteUnit: 0.000832,
  warmReadUnit: 0.0001664,
  storageGbMonth: 0.32,
  importGb: 0.192,
  sqsRequest: 0.4e-6,
  lambdaRequest: 0.2e-6,
  lambdaGbSecond: { arm64: 0.0000133334, x86_64: 0.0000166667 },
  snsRequest: 0.5e-6,
  s3GbMonth: 0.026,
  s3Put: 6e-6,
  s3Get: 0.5e-6,
  alarmMonth: 0.11,
  metricRequest: 12e-6,
};

/**
 * One service's offer file of a region as AWS's price list has it, with neighbours of each product that
 * cost something else, a free tier of no region and a reservation.
 *
 * @param prefix of usage types: `EU-`
 */
export function fullOffer(code: ServiceCode, region: string, prefix: string) {
  const products: Record<string, object> = {};
  const onDemand: Record<string, object> = {};
  const add = (usagetype: string, attributes: Record<string, string>, ranges: Row[2]) => {
    const sku = `SKU${code.toUpperCase()}${Object.keys(products).length}`;
    products[sku] = {
      ...{ sku, productFamily: "API Request" },
      attributes: { servicecode: code, usagetype, operation: "", servicename: code, ...attributes },
    };
    const term = `${sku}.JRTCKXETXF`;
    const dimensions = ranges.map(([beginRange, USD], place) => {
      const rateCode = `${term}.RANGE${place}`;
      const range = { beginRange, endRange: "Inf", unit: "Units", pricePerUnit: { USD } };
      return [rateCode, { rateCode, description: `$${USD}`, ...range, appliesTo: [] }] as const;
    });
    onDemand[sku] = {
      [term]: {
        ...{ offerTermCode: "JRTCKXETXF", sku, effectiveDate: "2026-09-01T00:00:00Z" },
        ...{ priceDimensions: Object.fromEntries(dimensions), termAttributes: {} },
      },
    };
  };
  const place = { location: region, locationType: "AWS Region", regionCode: region };
  for (const [usage, attributes, ranges] of SERVICES[code]) {
    add(`${prefix}${usage}`, { ...place, ...attributes }, ranges);
  }
  add("Global-Request", { location: "Any" }, one("0.0000000000"));
  const reserved = "SKURESERVED";
  products[reserved] = {
    ...{ sku: reserved, productFamily: "Reserved" },
    attributes: { ...place, usagetype: `${prefix}HeavyUsage:dynamodb.write` },
  };
  return {
    ...{ formatVersion: "v1.0", disclaimer: "For information only.", offerCode: code },
    ...{ version: "20260911124422", publicationDate: "2026-09-11T12:44:22Z" },
    products,
    terms: { OnDemand: onDemand, Reserved: { [reserved]: {} } },
    attributesList: {},
  };
}

/** The offer files of all services that a load takes. */
export function fullOffers(region: string, prefix: string) {
  const codes = Object.keys(SERVICES) as ServiceCode[];
  return codes.map((code) => fullOffer(code, region, prefix));
}
