# Strategy "spillover": schedule -> direct-writer, at the table's pace -> table; what does not fit -> queue -> queue-consumer -> table.
# Both functions are those of the other strategies: the same zips, other settings.

module "spillover_table" {
  source = "./modules/provisioned-table"

  name                        = "${local.prefix}-spillover"
  partition_key               = local.partition_key
  sort_key                    = local.sort_key
  ttl_attribute               = local.ttl_attribute
  capacity_owner              = var.capacity_owner
  read_capacity               = var.read_capacity
  write_capacity              = var.write_capacity
  point_in_time_recovery_days = var.point_in_time_recovery_days
  encryption                  = var.table_encryption
  deletion_protection         = var.deletion_protection
  alarm_topic_arn             = module.alarm_topic.arn
}

module "spillover_scaling" {
  source = "./modules/table-scaling"
  count  = var.capacity_owner == "autoscaling" ? 1 : 0

  table_name                 = module.spillover_table.name
  table                      = local.scaling_bounds
  target_utilization_percent = var.autoscaling.target_utilization_percent
}

module "spillover_buffer" {
  source = "./modules/buffer-queue"

  name                     = "${local.prefix}-spillover"
  consumer_timeout_seconds = var.consumer_timeout_seconds
  batching_window_seconds  = var.batching_window_seconds
  # A spike that spills whole is drained in no more than the window, which the capacity is sized for.
  age_alarm_seconds = max(60, 2 * var.distribution_window_seconds)
  alarm_topic_arn   = module.alarm_topic.arn
}

# What could be neither written nor spilled, each with its reason.
module "spillover_failures" {
  source = "./modules/failure-queue"

  name            = "${local.prefix}-spillover-failures"
  alarm_topic_arn = module.alarm_topic.arn
}

module "spillover_writer" {
  source = "./modules/lambda"

  name               = "${local.prefix}-spillover-writer"
  description        = "Writes the sample records to ${module.spillover_table.name} at its pace for ${var.spillover_write_seconds} s; the rest goes to ${module.spillover_buffer.name}."
  service_name       = "spillover-writer"
  zip_path           = local.zips.direct_writer
  memory_mb          = var.function_memory_mb
  timeout_seconds    = var.direct_timeout_seconds
  log_level          = var.log_level
  log_retention_days = var.log_retention_days
  tracing            = var.tracing
  alarm_topic_arn    = module.alarm_topic.arn

  environment = {
    TABLE_NAME         = module.spillover_table.name
    FAILURE_QUEUE_URL  = module.spillover_failures.url
    RECORD_TTL_SECONDS = tostring(var.record_ttl_seconds)
    WRITE_CONCURRENCY  = tostring(var.write_concurrency)
    MAX_ATTEMPTS       = tostring(var.max_attempts)
    SPILL_QUEUE_URL    = module.spillover_buffer.url
    WRITE_SECONDS      = tostring(var.spillover_write_seconds)
    MAX_WRITE_UNITS    = var.spillover_max_write_units
  }

  policy_statements = [
    {
      sid       = "WriteTable"
      actions   = ["dynamodb:BatchWriteItem", "dynamodb:DescribeTable"]
      resources = [module.spillover_table.arn]
    },
    {
      sid       = "SpillAndSendFailures"
      actions   = ["sqs:SendMessage"]
      resources = [module.spillover_buffer.arn, module.spillover_failures.arn]
    },
  ]
}

module "spillover_consumer" {
  source = "./modules/lambda"

  name               = "${local.prefix}-spillover-consumer"
  description        = "Writes what ${module.spillover_buffer.name} holds to ${module.spillover_table.name}, at the pace of the table."
  service_name       = "spillover-consumer"
  zip_path           = local.zips.queue_consumer
  memory_mb          = var.function_memory_mb
  timeout_seconds    = var.consumer_timeout_seconds
  log_level          = var.log_level
  log_retention_days = var.log_retention_days
  tracing            = var.tracing
  alarm_topic_arn    = module.alarm_topic.arn

  environment = {
    TABLE_NAME          = module.spillover_table.name
    QUEUE_URL           = module.spillover_buffer.url
    MAXIMUM_CONCURRENCY = tostring(var.maximum_concurrency)
  }

  policy_statements = [
    {
      sid       = "WriteTable"
      actions   = ["dynamodb:BatchWriteItem", "dynamodb:DescribeTable"]
      resources = [module.spillover_table.arn]
    },
    {
      # SendMessage: what can't be written in time is sent again with a delay, see apps/queue-consumer.
      sid = "DrainBuffer"
      actions = [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ChangeMessageVisibility",
        "sqs:SendMessage",
      ]
      resources = [module.spillover_buffer.arn]
    },
  ]
}

module "spillover_trigger" {
  source = "./modules/queue-trigger"

  queue_arn               = module.spillover_buffer.arn
  function_name           = module.spillover_consumer.function_name
  batch_size              = var.batch_size
  batching_window_seconds = var.batching_window_seconds
  maximum_concurrency     = var.maximum_concurrency
}

module "spillover_schedule" {
  source = "./modules/schedule"

  name                = "${local.prefix}-spillover"
  description         = "Sends the sample records directly, and what does not fit through the queue."
  schedule_expression = var.schedule_expression
  enabled             = var.schedule_enabled
  function_name       = module.spillover_writer.function_name
  function_arn        = module.spillover_writer.function_arn
}
