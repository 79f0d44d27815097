import type { ServiceRequest } from "../../service-request.ts";

/** A table's ARN from its name; wherever a name is taken, DynamoDB takes the ARN too. */
export function tableArn({ region, account }: ServiceRequest, table: string): string {
  return table.startsWith("arn:") ? table : `arn:aws:dynamodb:${region}:${account}:table/${table}`;
}
