# A dashboard is 24 columns wide. Tables stand side by side in the first row, on one scale for time.
locals {
  table_width = floor(24 / max(length(var.tables), 1))
  row_height  = 7

  write_widgets = [for position, label in keys(var.tables) : {
    type   = "metric"
    x      = position * local.table_width
    y      = 0
    width  = local.table_width
    height = local.row_height
    properties = {
      title  = "Writes: ${label} (${var.tables[label]})"
      region = var.region
      view   = "timeSeries"
      period = var.period_seconds
      yAxis  = { left = { label = "write units a second", min = 0, showUnits = false }, right = { label = "throttled writes", min = 0, showUnits = false } }
      metrics = [
        # CloudWatch sums consumed units over the period; capacity is a rate. Divide, so that one axis holds both.
        [{ expression = "consumed / PERIOD(consumed)", label = "consumed", id = "consumed_rate", color = "#1f77b4" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", var.tables[label], { id = "consumed", stat = "Sum", visible = false }],
        ["AWS/DynamoDB", "ProvisionedWriteCapacityUnits", "TableName", var.tables[label], { label = "provisioned", stat = "Average", color = "#2ca02c" }],
        ["AWS/DynamoDB", "WriteThrottleEvents", "TableName", var.tables[label], { label = "throttled", stat = "Sum", yAxis = "right", color = "#d62728" }],
      ]
    }
  }]

  queue_widgets = [
    {
      type   = "metric"
      x      = 0
      y      = local.row_height
      width  = 8
      height = local.row_height
      properties = {
        title  = "Queue: depth"
        region = var.region
        view   = "timeSeries"
        period = var.period_seconds
        yAxis  = { left = { label = "messages", min = 0, showUnits = false } }
        metrics = concat([for queue in var.queue_names : [for metric, label in local.depth_metrics :
          ["AWS/SQS", metric, "QueueName", queue, { label = "${queue} ${label}", stat = "Maximum" }]
        ]]...)
      }
    },
    {
      type   = "metric"
      x      = 8
      y      = local.row_height
      width  = 8
      height = local.row_height
      properties = {
        title  = "Queue: age of the oldest message"
        region = var.region
        view   = "timeSeries"
        period = var.period_seconds
        yAxis  = { left = { label = "seconds", min = 0, showUnits = false } }
        metrics = [for queue in var.queue_names :
          ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue, { label = queue, stat = "Maximum" }]
        ]
      }
    },
    {
      type   = "metric"
      x      = 16
      y      = local.row_height
      width  = 8
      height = local.row_height
      properties = {
        title  = "Dead letters and failures: depth"
        region = var.region
        view   = "timeSeries"
        period = var.period_seconds
        yAxis  = { left = { label = "messages", min = 0, showUnits = false } }
        metrics = [for queue in var.failure_queue_names :
          ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue, { label = queue, stat = "Maximum" }]
        ]
      }
    },
  ]

  depth_metrics = {
    ApproximateNumberOfMessagesVisible    = "waiting"
    ApproximateNumberOfMessagesDelayed    = "delayed"
    ApproximateNumberOfMessagesNotVisible = "in flight"
  }

  function_widgets = [
    {
      type   = "metric"
      x      = 0
      y      = 2 * local.row_height
      width  = 12
      height = local.row_height
      properties = {
        title  = "Functions: errors"
        region = var.region
        view   = "timeSeries"
        period = var.period_seconds
        yAxis  = { left = { label = "failed runs", min = 0, showUnits = false } }
        metrics = [for name in var.function_names :
          ["AWS/Lambda", "Errors", "FunctionName", name, { label = name, stat = "Sum" }]
        ]
      }
    },
    {
      type   = "metric"
      x      = 12
      y      = 2 * local.row_height
      width  = 12
      height = local.row_height
      properties = {
        title  = "Functions: duration, longest run"
        region = var.region
        view   = "timeSeries"
        period = var.period_seconds
        yAxis  = { left = { label = "milliseconds", min = 0, showUnits = false } }
        metrics = [for name in var.function_names :
          ["AWS/Lambda", "Duration", "FunctionName", name, { label = name, stat = "Maximum" }]
        ]
      }
    },
  ]
}
