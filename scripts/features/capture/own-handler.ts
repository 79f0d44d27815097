import {
  DeleteLayerVersionCommand,
  GetFunctionConfigurationCommand,
  PublishLayerVersionCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import type { Cloud } from "./cloud.ts";

const LAYER = "spillway-demo-handler";

/** One's own handler, as it was first written: a type of activity that nobody thought of makes it fail. */
export const FIRST = `const POINTS = { LOGIN: 1, PURCHASE: 5 };
export default function award(change) {
  const { UserId, ActivityType } = change.newImage;
  if (!(ActivityType.S in POINTS)) throw new RangeError(\`no points for \${ActivityType.S}\`);
  console.log(\`awarded \${POINTS[ActivityType.S]} to \${UserId.S}\`);
}
`;

/** The same, mended. */
export const MENDED = FIRST.replace("PURCHASE: 5", "PURCHASE: 5, REFUND: 0");

/** Gives the processor a handler from a layer, and puts everything back as it was. */
export async function ownHandler({ lambda, capture }: Cloud) {
  const FunctionName = capture.function_name;
  const before = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const variables = before.Environment?.Variables ?? {};
  const layers = (before.Layers ?? []).flatMap(({ Arn }) => Arn ?? []);
  const published: number[] = [];
  const configure = async (Layers: string[], Variables: Record<string, string>) => {
    await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Layers, Environment: { Variables } }),
    );
    await waitUntilFunctionUpdatedV2(
      { client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
      { FunctionName },
    );
  };
  return {
    use: async (source: string) => {
      const { LayerVersionArn = "", Version = 0 } = await lambda.send(
        new PublishLayerVersionCommand({
          LayerName: LAYER,
          Content: { ZipFile: zipSync({ "handler.mjs": strToU8(source) }) },
          CompatibleRuntimes: ["nodejs22.x"],
        }),
      );
      published.push(Version);
      await configure([...layers, LayerVersionArn], {
        ...variables,
        HANDLER_MODULE: "/opt/handler.mjs",
      });
    },
    takeAway: async () => {
      await configure(layers, variables);
      for (const VersionNumber of published) {
        await lambda.send(new DeleteLayerVersionCommand({ LayerName: LAYER, VersionNumber }));
      }
    },
  };
}
