import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What GetMetricData is answered, by a query's id: the value of the youngest minute that is asked for. */
export type MetricValue = (query: {
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}) => number | undefined;

interface AskedQuery {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: {
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
  };
}

/** An endpoint before a DynamoDB endpoint that has CloudWatch's metrics too, as a test says. */
export async function withMetrics(target: string, value: MetricValue) {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (!String(request.headers["x-amz-target"]).endsWith(".GetMetricData")) {
      const { host: _, connection: __, ...headers } = request.headers;
      const answer = await fetch(target, {
        method: "POST",
        headers: headers as Record<string, string>,
        body,
      });
      response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" });
      response.end(Buffer.from(await answer.arrayBuffer()));
      return;
    }
    const { MetricDataQueries, EndTime } = JSON.parse(body.toString());
    const MetricDataResults = (MetricDataQueries as readonly AskedQuery[]).map((query) => {
      const { MetricName: metric, Dimensions } = query.MetricStat.Metric;
      const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
      const found = value({ metric, dimensions });
      const points = found === undefined ? [] : [found];
      return { Id: query.Id, Timestamps: points.map(() => EndTime - 60), Values: points };
    });
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify({ MetricDataResults }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
