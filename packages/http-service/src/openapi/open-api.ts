import * as z from "zod";
import { HTTP_SERVICE_REFUSALS } from "../http-service-error.ts";
import type { AnswerDescription, Operation } from "../operation.ts";
import type { Refusals } from "../problem/refusals.ts";
import { problemResponses } from "./problem-responses.ts";
import { SchemaComponents } from "./schema-components.ts";

/** What an API says of itself as a whole. */
export interface OpenApiInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly license: { readonly name: string; readonly identifier: string };
  /** Each tag of the operations, and what belongs to it. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The OpenAPI 3.1 document of an API, from the schemas that check its requests.
 *
 * @param refusals of the codes that `Operation.problems` names
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function openApiDocument(
  operations: readonly Operation[],
  { tags, ...info }: OpenApiInfo,
  refusals: Refusals,
): object {
  const schemas = new SchemaComponents();
  const known = { ...HTTP_SERVICE_REFUSALS, ...refusals };
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const item = paths[operation.path] ?? {};
    item[operation.method.toLowerCase()] = described(operation, schemas, known);
    paths[operation.path] = item;
  }
  return {
    openapi: "3.1.1",
    info,
    servers: [{ url: "/", description: "Where this document came from" }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    security: [{ iam: [] }, { token: [] }],
    paths,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      schemas: schemas.all(),
      responses: {
        AuthorizerRefusal: {
          description: "API Gateway refused the signature, the token or the caller",
          content: { "application/json": { schema: GATEWAY_MESSAGE } },
        },
      },
    },
  };
}

const SECURITY_SCHEMES = {
  iam: {
    type: "apiKey",
    in: "header",
    name: "Authorization",
    description: "AWS Signature Version 4 of service execute-api",
    "x-amazon-apigateway-authtype": "awsSigv4",
  },
  token: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
};

const GATEWAY_MESSAGE = {
  type: "object",
  properties: { message: { type: "string", examples: ["Forbidden"] } },
  required: ["message"],
};

function described(operation: Operation, schemas: SchemaComponents, refusals: Refusals): object {
  const { id, summary, description, tag, params, query, body, idempotent } = operation;
  const parameters = [
    ...parametersOf("path", params, schemas),
    ...parametersOf("query", query, schemas),
    ...(idempotent === true ? [IDEMPOTENCY_KEY] : []),
  ];
  return {
    operationId: id,
    summary,
    description,
    tags: [tag],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !body.safeParse(undefined).success,
            content: { "application/json": { schema: schemas.of(body, "input") } },
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.answers).map(([status, answer]) => [
          status,
          answerOf(Number(status), answer, schemas),
        ]),
      ),
      ...problemResponses(operation, schemas, refusals),
    },
  };
}

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "Names the request: sent again with the same body it has the same answer, with another one it is refused (409)",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

function parametersOf(
  place: "path" | "query",
  schema: z.ZodType | undefined,
  schemas: SchemaComponents,
): object[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries<z.ZodType>(schema.shape).map(([name, of]) => ({
    name,
    in: place,
    required: place === "path" || !of.safeParse(undefined).success,
    ...(of.description === undefined ? {} : { description: of.description }),
    schema: schemas.of(of, "input"),
  }));
}

const NO_CONTENT = 204;

function answerOf(
  status: number,
  { description, schema, headers }: AnswerDescription,
  schemas: SchemaComponents,
) {
  return {
    description,
    ...(headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, text]) => [
              name,
              { description: text, schema: { type: "string" } },
            ]),
          ),
        }),
    ...(status === NO_CONTENT
      ? {}
      : {
          content: {
            "application/json": {
              schema: schema === undefined ? { type: "object" } : schemas.of(schema, "output"),
            },
          },
        }),
  };
}
