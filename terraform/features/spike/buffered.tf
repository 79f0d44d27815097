# Strategy "buffered": schedule -> queue-producer -> queue, delays spread over a window -> queue-consumer -> table.

module "buffered_table" {
  source = "./modules/provisioned-table"

  name                        = "${local.prefix}-buffered"
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

module "buffered_scaling" {
  source = "./modules/table-scaling"
  count  = var.capacity_owner == "autoscaling" ? 1 : 0

  table_name                 = module.buffered_table.name
  table                      = local.scaling_bounds
  target_utilization_percent = var.autoscaling.target_utilization_percent
}

module "buffer" {
  source = "./modules/buffer-queue"

  name                     = "${local.prefix}-buffer"
  consumer_timeout_seconds = var.consumer_timeout_seconds
  batching_window_seconds  = var.batching_window_seconds
  age_alarm_seconds        = max(60, 2 * var.distribution_window_seconds)
  alarm_topic_arn          = module.alarm_topic.arn
}

module "queue_producer" {
  source = "./modules/lambda"

  name               = "${local.prefix}-queue-producer"
  description        = "Sends the sample records to ${module.buffer.name}, their delays spread over ${var.distribution_window_seconds} s."
  service_name       = "queue-producer"
  zip_path           = local.zips.queue_producer
  memory_mb          = var.function_memory_mb
  timeout_seconds    = var.producer_timeout_seconds
  log_level          = var.log_level
  log_retention_days = var.log_retention_days
  tracing            = var.tracing
  alarm_topic_arn    = module.alarm_topic.arn

  environment = {
    QUEUE_URL                   = module.buffer.url
    DISTRIBUTION_WINDOW_SECONDS = tostring(var.distribution_window_seconds)
    RECORD_TTL_SECONDS          = tostring(var.record_ttl_seconds)
  }

  policy_statements = [{
    sid       = "SendToBuffer"
    actions   = ["sqs:SendMessage"]
    resources = [module.buffer.arn]
  }]
}

module "queue_consumer" {
  source = "./modules/lambda"

  name               = "${local.prefix}-queue-consumer"
  description        = "Writes what ${module.buffer.name} holds to ${module.buffered_table.name}, at the pace of the table."
  service_name       = "queue-consumer"
  zip_path           = local.zips.queue_consumer
  memory_mb          = var.function_memory_mb
  timeout_seconds    = var.consumer_timeout_seconds
  log_level          = var.log_level
  log_retention_days = var.log_retention_days
  tracing            = var.tracing
  alarm_topic_arn    = module.alarm_topic.arn

  environment = {
    TABLE_NAME          = module.buffered_table.name
    QUEUE_URL           = module.buffer.url
    MAXIMUM_CONCURRENCY = tostring(var.maximum_concurrency)
  }

  policy_statements = [
    {
      sid       = "WriteTable"
      actions   = ["dynamodb:BatchWriteItem", "dynamodb:DescribeTable"]
      resources = [module.buffered_table.arn]
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
      resources = [module.buffer.arn]
    },
  ]
}

module "buffer_trigger" {
  source = "./modules/queue-trigger"

  queue_arn               = module.buffer.arn
  function_name           = module.queue_consumer.function_name
  batch_size              = var.batch_size
  batching_window_seconds = var.batching_window_seconds
  maximum_concurrency     = var.maximum_concurrency
}

module "buffered_schedule" {
  source = "./modules/schedule"

  name                = "${local.prefix}-buffered"
  description         = "Sends the sample records through the queue."
  schedule_expression = var.schedule_expression
  enabled             = var.schedule_enabled
  function_name       = module.queue_producer.function_name
  function_arn        = module.queue_producer.function_arn
}
