import { DeleteItemCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { Outputs } from "../../demo-environment.ts";
import type { Exercise } from "./exercises.ts";

/** What CloudWatch hands a function when writes of a table were throttled. */
export function throttleAlarm(table: string): object {
  const metric = {
    namespace: "AWS/DynamoDB",
    name: "WriteThrottleEvents",
    dimensions: { TableName: table },
  };
  return {
    source: "aws.cloudwatch",
    alarmData: {
      alarmName: `${table}-write-throttles`,
      state: { value: "ALARM" },
      configuration: { metrics: [{ metricStat: { metric } }] },
    },
  };
}

/**
 * The function that scales: an alarm tells it of throttles of a table that is at its maximum, which it has
 * to tell a person. The table is brought down again by its next run.
 */
export function scaling({
  function_name,
  state_table_name,
  table_name,
  base,
  max,
}: Outputs["scaling"]["value"]) {
  return {
    functionName: function_name,
    act: async ({ dynamodb, lambda }) => {
      const atMaximum = { ReadCapacityUnits: base.read, WriteCapacityUnits: max.write };
      // What a person was told already is not told again: here it is to be told each time.
      const told = { pk: { S: `TABLE#${table_name}` }, sk: { S: "WATCH" } };
      await dynamodb.send(new DeleteItemCommand({ TableName: state_table_name, Key: told }));
      // Refused where it is there already, or on its way.
      await Promise.allSettled([
        dynamodb.send(
          new UpdateTableCommand({ TableName: table_name, ProvisionedThroughput: atMaximum }),
        ),
      ]);
      const Payload = JSON.stringify(throttleAlarm(table_name));
      await lambda.send(new InvokeCommand({ FunctionName: function_name, Payload }));
    },
  } satisfies Exercise;
}
