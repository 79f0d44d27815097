export { canonicalQuery, escapedPath } from "./canonical-query.ts";
export { type Credentials, functionCredentials } from "./function-credentials.ts";
export { jsonOperation } from "./json-operation.ts";
export {
  type Answer,
  type AwsRequest,
  type RequestSender,
  type RequestSenderOptions,
  requestSender,
} from "./request-sender.ts";
export { RequestSigner, type SignableRequest } from "./request-signer.ts";
export { serviceEndpoint } from "./service-endpoint.ts";
export { AwsServiceError, serviceErrorOf } from "./service-error.ts";
export { type SignedRequestsErrorCode, signedRequestsError } from "./signed-requests-error.ts";
