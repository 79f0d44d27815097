# Strategy "spillover": schedule -> direct-writer, at the table's pace -> table; what does not fit -> queue -> queue-consumer -> table.
# Both functions are those of the other strategies: the same zips, other settings.

module "spillover_buffer" {
  source = "../../modules/drained-queue"

  name                    = "${var.shared.prefix}-spillover"
  table_name              = module.table["spillover"].name
  table_arn               = module.table["spillover"].arn
  age_alarm_seconds       = local.age_alarm_seconds
  batch_size              = var.batch_size
  batching_window_seconds = var.batching_window_seconds
  maximum_concurrency     = var.maximum_concurrency
  function_name           = "${var.shared.prefix}-spillover-consumer"
  service_name            = "spillover-consumer"
  zip_path                = local.zips["queue-consumer"]
  memory_mb               = var.function_memory_mb
  timeout_seconds         = var.consumer_timeout_seconds
  log_level               = var.shared.log_level
  log_retention_days      = var.shared.log_retention_days
  tracing                 = var.shared.tracing
  alarm_topic_arn         = var.shared.alarm_topic_arn
  endpoint_url            = var.shared.endpoint_url
}

# What could be neither written nor spilled, each with its reason.
module "spillover_failures" {
  source = "../../modules/failure-queue"

  name            = "${var.shared.prefix}-spillover-failures"
  alarm_topic_arn = var.shared.alarm_topic_arn
  endpoint_url    = var.shared.endpoint_url
}

module "spillover_writer" {
  source = "../../modules/lambda"

  name               = "${var.shared.prefix}-spillover-writer"
  description        = "Writes the sample records to ${module.table["spillover"].name} at its pace for ${var.spillover_write_seconds} s; the rest goes to ${var.shared.prefix}-spillover."
  service_name       = "spillover-writer"
  zip_path           = local.zips["direct-writer"]
  memory_mb          = var.function_memory_mb
  timeout_seconds    = var.direct_timeout_seconds
  log_level          = var.shared.log_level
  log_retention_days = var.shared.log_retention_days
  tracing            = var.shared.tracing
  alarm_topic_arn    = var.shared.alarm_topic_arn

  environment = {
    TABLE_NAME         = module.table["spillover"].name
    FAILURE_QUEUE_URL  = module.spillover_failures.planned_url
    RECORD_TTL_SECONDS = tostring(var.record_ttl_seconds)
    WRITE_CONCURRENCY  = tostring(var.write_concurrency)
    MAX_ATTEMPTS       = tostring(var.max_attempts)
    SPILL_QUEUE_URL    = module.spillover_buffer.planned_url
    WRITE_SECONDS      = tostring(var.spillover_write_seconds)
    MAX_WRITE_UNITS    = var.spillover_max_write_units
  }

  policy_statements = [
    {
      sid       = "WriteTable"
      actions   = ["dynamodb:BatchWriteItem", "dynamodb:DescribeTable"]
      resources = [module.table["spillover"].arn]
    },
    {
      sid       = "SpillAndSendFailures"
      actions   = ["sqs:SendMessage"]
      resources = [module.spillover_buffer.planned_arn, module.spillover_failures.planned_arn]
    },
  ]
}

module "spillover_schedule" {
  source = "../../modules/schedule"

  name                = "${var.shared.prefix}-spillover"
  description         = "Sends the sample records directly, and what does not fit through the queue."
  schedule_expression = var.schedule_expression
  enabled             = var.schedule_enabled
  function_name       = module.spillover_writer.function_name
  function_arn        = module.spillover_writer.function_arn
}
