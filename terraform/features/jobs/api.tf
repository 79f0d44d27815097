# Callers -> HTTP API -> ingest-api, which answers at once: it keeps the job and sends its first message.

module "api" {
  source = "../../modules/http-api"

  name               = "${var.shared.prefix}-ingest"
  description        = "Jobs of ${var.shared.prefix} that load records into DynamoDB."
  routes             = local.routes
  function_name      = module.api_function.function_name
  invoke_arn         = module.api_function.invoke_arn
  jwt                = var.jwt
  cors               = var.cors
  throttling         = var.throttling
  log_retention_days = var.shared.log_retention_days
  alarm_topic_arn    = var.shared.alarm_topic_arn
}

locals {
  # apps/ingest-api answers these.
  routes = [
    "DELETE /jobs/{id}",
    "GET /jobs",
    "GET /jobs/{id}",
    "GET /jobs/{id}/rejects",
    "GET /openapi.json",
    "POST /api/users/migrate",
    "POST /jobs",
    "POST /uploads",
  ]
}

module "api_function" {
  source = "../../modules/lambda"

  name               = "${var.shared.prefix}-ingest-api"
  description        = "Takes jobs that load records, and says how far they are."
  service_name       = "ingest-api"
  zip_path           = local.zips["ingest-api"]
  memory_mb          = var.api_memory_mb
  timeout_seconds    = 29 # API Gateway waits 30 s at most
  log_level          = var.shared.log_level
  log_retention_days = var.shared.log_retention_days
  tracing            = var.shared.tracing
  alarm_topic_arn    = var.shared.alarm_topic_arn

  environment = {
    JOBS_TABLE         = module.jobs_table.name
    CHUNK_QUEUE_URL    = module.chunks.planned_url
    INGEST_BUCKET      = local.bucket_name
    TABLES             = local.tables_json
    UPLOAD_SECONDS     = tostring(var.upload_seconds)
    JOB_RETENTION_DAYS = tostring(var.job_retention_days)
    MAX_BODY_BYTES     = tostring(var.max_body_bytes)
  }

  policy_statements = [
    {
      sid        = "KeepJobs"
      actions    = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
      resources  = [module.jobs_table.arn]
      conditions = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["JOB#*", "IDEMPOTENCY#*"] } }
    },
    {
      sid       = "ListJobs"
      actions   = ["dynamodb:Query"]
      resources = ["${module.jobs_table.arn}/index/jobs-by-time", "${module.jobs_table.arn}/index/running-jobs"]
    },
    {
      sid       = "SendPlan"
      actions   = ["sqs:SendMessage"]
      resources = [module.chunks.planned_arn]
    },
    {
      # uploads/: whoever has the URL of an upload writes as this role.
      sid       = "KeepRecords"
      actions   = ["s3:PutObject"]
      resources = ["${module.bucket.planned_arn}/jobs/*/input.jsonl", "${module.bucket.planned_arn}/uploads/*"]
    },
    {
      # Whoever has the URL of a report or of rejects reads as this role.
      sid       = "ReadResults"
      actions   = ["s3:GetObject"]
      resources = ["${module.bucket.planned_arn}/jobs/*/report.json", "${module.bucket.planned_arn}/jobs/*/rejects/*"]
    },
  ]
}
