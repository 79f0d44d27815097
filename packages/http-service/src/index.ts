export { CLIENT_SETTINGS } from "./client-settings.ts";
export { type HttpServiceOptions, httpService } from "./http-service.ts";
export {
  HTTP_SERVICE_REFUSALS,
  type HttpServiceErrorCode,
  httpServiceError,
} from "./http-service-error.ts";
export { withDocument } from "./openapi/document-operation.ts";
export { type OpenApiInfo, openApiDocument } from "./openapi/open-api.ts";
export {
  type AnswerDescription,
  type Operation,
  type OperationAnswer,
  type OperationDefinition,
  type OperationRequest,
  operation,
} from "./operation.ts";
export {
  PROBLEM_MEDIA_TYPE,
  type Problem,
  problemSchema,
  type RequestProblem,
} from "./problem/problem.ts";
export type { Refusal, Refusals } from "./problem/refusals.ts";
export { type ApiAnswer, type ApiEvent, apiEventSchema } from "./request/api-event.ts";
export type { CallerKind } from "./request/caller.ts";
