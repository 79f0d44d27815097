# Strategy "direct": schedule -> direct-writer -> table, all at once, in batches.

module "direct_table" {
  source = "./modules/provisioned-table"

  name                        = "${local.prefix}-direct"
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

module "direct_scaling" {
  source = "./modules/table-scaling"
  count  = var.capacity_owner == "autoscaling" ? 1 : 0

  table_name                 = module.direct_table.name
  table                      = local.scaling_bounds
  target_utilization_percent = var.autoscaling.target_utilization_percent
}

# What direct-writer could not write in its attempts, each with its reason.
module "direct_failures" {
  source = "./modules/failure-queue"

  name            = "${local.prefix}-direct-failures"
  alarm_topic_arn = module.alarm_topic.arn
}

module "direct_writer" {
  source = "./modules/lambda"

  name               = "${local.prefix}-direct-writer"
  description        = "Writes the sample records to ${module.direct_table.name} at once, in batches of 25."
  service_name       = "direct-writer"
  zip_path           = local.zips.direct_writer
  memory_mb          = var.function_memory_mb
  timeout_seconds    = var.direct_timeout_seconds
  log_level          = var.log_level
  log_retention_days = var.log_retention_days
  tracing            = var.tracing
  alarm_topic_arn    = module.alarm_topic.arn

  environment = {
    TABLE_NAME         = module.direct_table.name
    FAILURE_QUEUE_URL  = module.direct_failures.url
    RECORD_TTL_SECONDS = tostring(var.record_ttl_seconds)
    WRITE_CONCURRENCY  = tostring(var.write_concurrency)
    MAX_ATTEMPTS       = tostring(var.max_attempts)
  }

  policy_statements = [
    {
      sid       = "WriteTable"
      actions   = ["dynamodb:BatchWriteItem", "dynamodb:DescribeTable"]
      resources = [module.direct_table.arn]
    },
    {
      sid       = "SendFailures"
      actions   = ["sqs:SendMessage"]
      resources = [module.direct_failures.arn]
    },
  ]
}

module "direct_schedule" {
  source = "./modules/schedule"

  name                = "${local.prefix}-direct"
  description         = "Sends the sample records directly."
  schedule_expression = var.schedule_expression
  enabled             = var.schedule_enabled
  function_name       = module.direct_writer.function_name
  function_arn        = module.direct_writer.function_arn
}
