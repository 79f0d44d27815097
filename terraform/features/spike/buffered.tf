# Strategy "buffered": schedule -> queue-producer -> queue, delays spread over a window -> queue-consumer -> table.

module "buffer" {
  source = "../../modules/drained-queue"

  name                    = "${var.shared.prefix}-buffer"
  table_name              = module.table["buffered"].name
  table_arn               = module.table["buffered"].arn
  age_alarm_seconds       = local.age_alarm_seconds
  batch_size              = var.batch_size
  batching_window_seconds = var.batching_window_seconds
  maximum_concurrency     = var.maximum_concurrency
  function_name           = "${var.shared.prefix}-queue-consumer"
  service_name            = "queue-consumer"
  zip_path                = local.zips["queue-consumer"]
  memory_mb               = var.function_memory_mb
  timeout_seconds         = var.consumer_timeout_seconds
  log_level               = var.shared.log_level
  log_retention_days      = var.shared.log_retention_days
  tracing                 = var.shared.tracing
  alarm_topic_arn         = var.shared.alarm_topic_arn
  endpoint_url            = var.shared.endpoint_url
}

module "queue_producer" {
  source = "../../modules/lambda"

  name               = "${var.shared.prefix}-queue-producer"
  description        = "Sends the sample records to ${var.shared.prefix}-buffer, their delays spread over ${var.distribution_window_seconds} s."
  service_name       = "queue-producer"
  zip_path           = local.zips["queue-producer"]
  memory_mb          = var.function_memory_mb
  timeout_seconds    = var.producer_timeout_seconds
  log_level          = var.shared.log_level
  log_retention_days = var.shared.log_retention_days
  tracing            = var.shared.tracing
  alarm_topic_arn    = var.shared.alarm_topic_arn

  environment = {
    QUEUE_URL                   = module.buffer.planned_url
    DISTRIBUTION_WINDOW_SECONDS = tostring(var.distribution_window_seconds)
    RECORD_TTL_SECONDS          = tostring(var.record_ttl_seconds)
  }

  policy_statements = [{
    sid       = "SendToBuffer"
    actions   = ["sqs:SendMessage"]
    resources = [module.buffer.planned_arn]
  }]
}

module "buffered_schedule" {
  source = "../../modules/schedule"

  name                = "${var.shared.prefix}-buffered"
  description         = "Sends the sample records through the queue."
  schedule_expression = var.schedule_expression
  enabled             = var.schedule_enabled
  function_name       = module.queue_producer.function_name
  function_arn        = module.queue_producer.function_arn
}
