import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

interface Stored {
  readonly id: { readonly S: string };
}

/** What the fake answers instead, for one request: a status. */
export type Fault = (service: string, count: number) => number | undefined;

/** S3, SNS, DynamoDB, Firehose and SQS as far as the function uses them, behind one endpoint. */
export class FakeAws {
  readonly objects = new Map<string, Buffer>();
  readonly notices: Record<string, string>[] = [];
  readonly remembered = new Set<string>();
  readonly lines: string[] = [];
  readonly messages: { readonly QueueUrl: string; readonly MessageBody: string }[] = [];
  fault: Fault = () => undefined;
  readonly #counts = new Map<string, number>();
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const [, service = "?"] =
        /\/([a-z0-9]+)\/aws4_request/.exec(request.headers.authorization ?? "") ?? [];
      const count = this.#counts.get(service) ?? 0;
      this.#counts.set(service, count + 1);
      const fault = this.fault(service, count);
      if (fault !== undefined) response.writeHead(fault).end();
      else if (service === "s3") response.writeHead(this.#put(request.url ?? "", body)).end();
      else if (service === "sns") response.end(this.#publish(body.toString()));
      else response.end(JSON.stringify(this.#json(String(request.headers["x-amz-target"]), body)));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Lines of the audit log in a bucket. */
  auditLines(): Record<string, unknown>[] {
    return [...this.objects]
      .filter(([key]) => key.endsWith(".jsonl.gz"))
      .flatMap(([, body]) => gunzipSync(body).toString().trimEnd().split("\n"))
      .map((line) => JSON.parse(line));
  }

  #put(url: string, body: Buffer): number {
    const key = decodeURIComponent(url);
    if (this.objects.has(key)) return 412;
    this.objects.set(key, body);
    return 200;
  }

  #publish(body: string): string {
    const form = new URLSearchParams(body);
    const members: string[] = [];
    for (let number = 1; ; number += 1) {
      const entry = `PublishBatchRequestEntries.member.${number}.`;
      const message = form.get(`${entry}Message`);
      if (message === null) break;
      const notice: Record<string, string> = {
        message,
        subject: form.get(`${entry}Subject`) ?? "",
      };
      for (let attribute = 1; ; attribute += 1) {
        const place = `${entry}MessageAttributes.entry.${attribute}.`;
        const name = form.get(`${place}Name`);
        if (name === null) break;
        notice[name] = form.get(`${place}Value.StringValue`) ?? "";
      }
      this.notices.push(notice);
      members.push(`<member><Id>${form.get(`${entry}Id`)}</Id></member>`);
    }
    return `<PublishBatchResponse><PublishBatchResult><Failed/><Successful>${members.join("")}</Successful></PublishBatchResult></PublishBatchResponse>`;
  }

  #json(target: string, body: Buffer): object {
    const input = JSON.parse(body.toString());
    if (target.endsWith("BatchGetItem")) {
      const [[table = "", { Keys }] = ["", { Keys: [] }]] = Object.entries<{ Keys: Stored[] }>(
        input.RequestItems,
      );
      return { Responses: { [table]: Keys.filter(({ id }) => this.remembered.has(id.S)) } };
    }
    if (target.endsWith("BatchWriteItem")) {
      for (const puts of Object.values<{ PutRequest: { Item: Stored } }[]>(input.RequestItems)) {
        for (const { PutRequest } of puts) this.remembered.add(PutRequest.Item.id.S);
      }
    } else if (target.endsWith("PutRecordBatch")) {
      for (const { Data } of input.Records) this.lines.push(Buffer.from(Data, "base64").toString());
    } else this.messages.push(input);
    return {};
  }
}
