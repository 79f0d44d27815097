# Strategy "direct": schedule -> direct-writer -> table, all at once, in batches.

# What direct-writer could not write in its attempts, each with its reason.
module "direct_failures" {
  source = "../../modules/failure-queue"

  name            = "${var.shared.prefix}-direct-failures"
  alarm_topic_arn = var.shared.alarm_topic_arn
  endpoint_url    = var.shared.endpoint_url
}

module "direct_writer" {
  source = "../../modules/lambda"

  name               = "${var.shared.prefix}-direct-writer"
  description        = "Writes the sample records to ${module.table["direct"].name} at once, in batches of 25."
  service_name       = "direct-writer"
  zip_path           = local.zips["direct-writer"]
  memory_mb          = var.function_memory_mb
  timeout_seconds    = var.direct_timeout_seconds
  log_level          = var.shared.log_level
  log_retention_days = var.shared.log_retention_days
  tracing            = var.shared.tracing
  alarm_topic_arn    = var.shared.alarm_topic_arn

  environment = {
    TABLE_NAME         = module.table["direct"].name
    FAILURE_QUEUE_URL  = module.direct_failures.planned_url
    RECORD_TTL_SECONDS = tostring(var.record_ttl_seconds)
    WRITE_CONCURRENCY  = tostring(var.write_concurrency)
    MAX_ATTEMPTS       = tostring(var.max_attempts)
  }

  policy_statements = [
    {
      sid       = "WriteTable"
      actions   = ["dynamodb:BatchWriteItem"]
      resources = [module.table["direct"].arn]
    },
    {
      sid       = "SendFailures"
      actions   = ["sqs:SendMessage"]
      resources = [module.direct_failures.planned_arn]
    },
  ]
}

module "direct_schedule" {
  source = "../../modules/schedule"

  name                = "${var.shared.prefix}-direct"
  description         = "Sends the sample records directly."
  schedule_expression = var.schedule_expression
  enabled             = var.schedule_enabled
  function_name       = module.direct_writer.function_name
  function_arn        = module.direct_writer.function_arn
}
