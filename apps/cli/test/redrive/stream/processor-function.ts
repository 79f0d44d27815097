import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateFunctionCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";

/** A function that asks this process what to answer. */
const SOURCE = `
export const handler = async (event) => {
  const response = await fetch(process.env.JUDGE_URL, { method: "POST", body: JSON.stringify(event) });
  const { error, answer } = await response.json();
  if (error) throw new Error(error);
  return answer;
};`;

interface ReplayedEvent {
  readonly Records: readonly {
    readonly eventID: string;
    readonly dynamodb: {
      readonly SequenceNumber: string;
      readonly Keys: { readonly id: { readonly S: string } };
    };
  }[];
  readonly replay?: { readonly id: string };
}

/** A processor whose cause of failure can be mended: it fails as the stream-processor does. */
export interface JudgedProcessor {
  readonly url: string;
  /** Ids of items in the order in which they were processed, in all. */
  readonly taken: string[];
  /** What was replayed last, as it came. */
  readonly events: ReplayedEvent[];
  /** Items at which it fails, until it is mended. */
  isPoison: (id: string) => boolean;
  close(): void;
}

export async function judgedProcessor(): Promise<JudgedProcessor> {
  const taken: string[] = [];
  const events: ReplayedEvent[] = [];
  const state: { isPoison: (id: string) => boolean } = { isPoison: () => false };
  const judge = (event: ReplayedEvent) => {
    if (event.replay !== undefined) events.push(event);
    const ids = event.Records.map(({ dynamodb }) => dynamodb.Keys.id.S);
    const place = ids.findIndex((id) => state.isPoison(id));
    taken.push(...(place < 0 ? ids : ids.slice(0, place)));
    if (place < 0) return { answer: { batchItemFailures: [] } };
    if (place === 0 && ids.length > 1) return { error: `item ${ids[0]} is poison` };
    const itemIdentifier = event.Records[place]?.dynamodb.SequenceNumber;
    return { answer: { batchItemFailures: [{ itemIdentifier }] } };
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      response.end(JSON.stringify(judge(JSON.parse(Buffer.concat(chunks).toString()))));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    taken,
    events,
    get isPoison() {
      return state.isPoison;
    },
    set isPoison(isPoison) {
      state.isPoison = isPoison;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export async function deployProcessor(
  lambda: LambdaClient,
  name: string,
  role: string,
  url: string,
) {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: role,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.mjs": strToU8(SOURCE) }) },
      Environment: { Variables: { JUDGE_URL: url } },
      Timeout: 10,
    }),
  );
}
