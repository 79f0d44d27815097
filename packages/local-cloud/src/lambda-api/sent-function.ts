import * as z from "zod";

/** What a request says of a function's code. */
const code = z.looseObject({
  ZipFile: z.string().optional(),
  S3Bucket: z.string().optional(),
  S3Key: z.string().optional(),
  S3ObjectVersion: z.string().optional(),
  ImageUri: z.string().optional(),
});

const request = z.looseObject({
  FunctionName: z.string().optional(),
  PackageType: z.string().optional(),
  Runtime: z.string().optional(),
  Layers: z.array(z.string()).optional(),
  Environment: z.looseObject({ Variables: z.record(z.string(), z.string()).optional() }).optional(),
  Role: z.string().optional(),
  DeadLetterConfig: z.looseObject({ TargetArn: z.string().optional() }).optional(),
  FileSystemConfigs: z.array(z.unknown()).optional(),
  Code: code.optional(),
  Content: code.optional(),
});

/** Code as it comes with a request: in it, or in a bucket. */
export type SentCode = z.infer<typeof code>;

/** What CreateFunction, UpdateFunctionCode, UpdateFunctionConfiguration or PublishLayerVersion sends. */
export type SentFunction = z.infer<typeof request>;

/** Reads a request's body; undefined for what the service itself has to refuse. */
export function sentFunction(body: Buffer): SentFunction | undefined {
  try {
    return request.parse(JSON.parse(body.toString("utf8")));
  } catch {
    return undefined;
  }
}

/** Where the code is: in the member of its own, or for UpdateFunctionCode at the top. */
export function codeOf(sent: SentFunction): SentCode {
  return sent.Code ?? sent.Content ?? code.parse(sent);
}
