export { type HttpServiceOptions, httpService } from "./http-service.ts";
export {
  type HttpServiceErrorCode,
  httpServiceError,
  STATUS_OF_CODE,
} from "./http-service-error.ts";
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
export type { Statuses } from "./problem/problem-of.ts";
export { type ApiAnswer, type ApiEvent, apiEventSchema } from "./request/api-event.ts";
