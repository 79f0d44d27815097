# Queue -> consumer -> table: whatever is sent to the queue is written at the pace of the table. Messages that
# can't be read or written come to rest in the dead-letter queue.

module "queue" {
  source = "../buffer-queue"

  name                     = var.name
  consumer_timeout_seconds = var.timeout_seconds
  batching_window_seconds  = var.batching_window_seconds
  age_alarm_seconds        = var.age_alarm_seconds
  alarm_topic_arn          = var.alarm_topic_arn
  endpoint_url             = var.endpoint_url
}

module "consumer" {
  source = "../lambda"

  name               = var.function_name
  description        = "Writes what ${var.name} holds to ${var.table_name}, at the pace of the table."
  service_name       = var.service_name
  zip_path           = var.zip_path
  memory_mb          = var.memory_mb
  timeout_seconds    = var.timeout_seconds
  log_level          = var.log_level
  log_retention_days = var.log_retention_days
  tracing            = var.tracing
  alarm_topic_arn    = var.alarm_topic_arn

  environment = merge(
    {
      TABLE_NAME          = var.table_name
      QUEUE_URL           = module.queue.planned_url
      MAXIMUM_CONCURRENCY = tostring(var.maximum_concurrency)
    },
    var.pace_table == null ? {} : { PACE_TABLE = var.pace_table.name },
  )

  policy_statements = concat([
    {
      sid       = "WriteTable"
      actions   = ["dynamodb:BatchWriteItem", "dynamodb:DescribeTable"]
      resources = [var.table_arn]
    },
    {
      # SendMessage: what can't be written in time is sent again with a delay, see apps/queue-consumer.
      sid = "DrainBuffer"
      actions = [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:SendMessage",
      ]
      resources = [module.queue.planned_arn]
    },
    ],
    [for pace_table in var.pace_table == null ? [] : [var.pace_table] : {
      # The one item of the table's pace, and no other.
      sid        = "SharePace"
      actions    = ["dynamodb:UpdateItem"]
      resources  = [pace_table.arn]
      conditions = { "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["PACE#${var.table_name}"] } }
    }],
  )
}

module "trigger" {
  source = "../queue-trigger"

  queue_arn               = module.queue.arn
  function_name           = module.consumer.function_name
  batch_size              = var.batch_size
  batching_window_seconds = var.batching_window_seconds
  maximum_concurrency     = var.maximum_concurrency
}
