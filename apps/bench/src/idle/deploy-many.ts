import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { strToU8, zipSync } from "fflate";

/** Requests at once: the local cloud's moto is one process. */
const AT_ONCE = 8;

/** Deploys functions and queues, and maps each queue to a function. */
export async function deployMany(
  endpoint: string,
  { functions, queues }: { readonly functions: number; readonly queues: number },
): Promise<void> {
  const settings = {
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const [iam, lambda, sqs] = [
    new IAMClient(settings),
    new LambdaClient(settings),
    new SQSClient(settings),
  ];
  const ZipFile = zipSync({ "index.mjs": strToU8("export const handler = async () => {};") });
  const RoleName = "idle";
  const { Role: role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: "{}" }),
  );
  const PolicyArn = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole";
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  await each(functions, async (index) => {
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: `function-${index}`,
        Role: role?.Arn,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Code: { ZipFile },
      }),
    );
  });
  await each(queues, async (index) => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `queue-${index}` }));
    const { Attributes: attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
    );
    await lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: attributes?.QueueArn,
        FunctionName: `function-${index % functions}`,
      }),
    );
  });
  for (const client of [iam, lambda, sqs]) client.destroy();
}

async function each(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      next += 1;
      await work(next - 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
