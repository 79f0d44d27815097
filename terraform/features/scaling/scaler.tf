# Each minute, and whenever a throttle alarm rings -> throughput-scaler -> UpdateTable, where it is worth it.

module "scaler" {
  source = "../../modules/lambda"

  name                 = "${var.shared.prefix}-throughput-scaler"
  description          = "Raises provisioned capacity where it is the cause of throttling, and brings it down again."
  service_name         = "throughput-scaler"
  zip_path             = local.zip_path
  memory_mb            = var.function_memory_mb
  timeout_seconds      = var.function_timeout_seconds
  reserved_concurrency = var.reserved_concurrency
  log_level            = var.shared.log_level
  log_retention_days   = var.shared.log_retention_days
  tracing              = var.shared.tracing
  alarm_topic_arn      = var.shared.alarm_topic_arn

  # Its metrics; and whether Application Auto Scaling has a table too, which it then leaves alone.
  account_actions = ["application-autoscaling:DescribeScalableTargets", "cloudwatch:GetMetricData"]

  environment = merge(local.client_environment, {
    NOTICE_TOPIC_ARN         = var.shared.alarm_topic_arn
    SCALING_TARGET_PERCENT   = tostring(var.target_percent)
    PREDICTION               = var.prediction
    FREQUENT_RAISES_PER_HOUR = tostring(var.frequent_raises_per_hour)
    DECREASE_RULE            = var.decrease_rule
    METRIC_PERIOD_SECONDS    = tostring(var.metric_period_seconds)
    METRIC_DELAY_SECONDS     = tostring(var.metric_delay_seconds)
  })

  policy_statements = concat(local.scaling_statements, var.shared.alarm_topic_policy_statements)
}

module "schedule" {
  source = "../../modules/schedule"

  name                = "${var.shared.prefix}-scaling"
  description         = "Looks at the capacity of the scaled tables each minute."
  schedule_expression = "rate(1 minute)"
  enabled             = var.schedule_enabled
  function_name       = module.scaler.function_name
  function_arn        = module.scaler.function_arn

  # What could not be started within a minute is the next minute's.
  maximum_event_age_seconds = 60
  maximum_retry_attempts    = 1
}

# Who may scale, whether the function or a client of one's own: the same four actions on the same tables.
locals {
  client_environment = {
    DYNAMODB_BASE_READ_CAPACITY       = tostring(var.base.read)
    DYNAMODB_BASE_WRITE_CAPACITY      = tostring(var.base.write)
    DYNAMODB_MAX_READ_CAPACITY        = tostring(var.max.read)
    DYNAMODB_MAX_WRITE_CAPACITY       = tostring(var.max.write)
    DYNAMODB_SCALE_UP_FACTOR          = tostring(var.scale_up_factor)
    DYNAMODB_MAX_RETRIES              = tostring(var.max_retries)
    DYNAMODB_INITIAL_RETRY_DELAY      = tostring(var.initial_retry_delay_ms)
    DYNAMODB_SCALE_DOWN_DELAY_MINUTES = tostring(var.scale_down_delay_minutes)
    SCALING_STATE_TABLE               = module.state.name
    # The bounds of each table: a client must not raise above what the function lowers to.
    SCALED_TABLES = local.scaled_tables
  }

  scaling_statements = [
    {
      sid = "ScaleTables"
      actions = [
        "dynamodb:DescribeTable",
        "dynamodb:DescribeTimeToLive",
        "dynamodb:ListTagsOfResource",
        "dynamodb:UpdateTable",
      ]
      resources  = values(local.table_arns)
      conditions = {}
    },
    {
      sid        = "KeepScaling"
      actions    = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
      resources  = [module.state.arn]
      conditions = { "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = [for name in keys(local.table_arns) : "TABLE#${name}"] } }
    },
  ]
}
