# A dashboard is 24 columns wide. What is compared stands side by side in a row, on one scale for time.
locals {
  row_height = 7

  # The rows from the top, those that are there.
  rows = concat(
    [for row in local.capacity_rows : row],
    length(var.apis) == 0 ? [] : [local.api_widgets],
    length(var.failure_queue_names) == 0 ? [] : [length(var.queue_names) == 0 ? [local.failure_widget] : concat(local.queue_widgets, [local.failure_widget])],
    [local.function_widgets],
    [for events in var.events[*] : local.event_widgets],
  )

  widgets = flatten([for number, row in local.rows : [for position, widget in row : {
    type       = "metric"
    x          = position * floor(24 / length(row))
    y          = number * local.row_height
    width      = floor(24 / length(row))
    height     = local.row_height
    properties = merge(widget, { region = var.region, view = "timeSeries", period = var.period_seconds })
  }]])

  queue_widgets = [
    {
      title = "Queue: depth"
      yAxis = { left = { label = "messages", min = 0, showUnits = false } }
      metrics = concat([], [for queue in var.queue_names : [for metric, label in local.depth_metrics :
        ["AWS/SQS", metric, "QueueName", queue, { label = "${queue} ${label}", stat = "Maximum" }]
      ]]...)
    },
    {
      title = "Queue: age of the oldest message"
      yAxis = { left = { label = "seconds", min = 0, showUnits = false } }
      metrics = [for queue in var.queue_names :
        ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue, { label = queue, stat = "Maximum" }]
      ]
    },
  ]

  failure_widget = {
    title = "Dead letters and failures: depth"
    yAxis = { left = { label = "messages", min = 0, showUnits = false } }
    metrics = [for queue in var.failure_queue_names :
      ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue, { label = queue, stat = "Maximum" }]
    ]
  }

  # https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
  api_widgets = [
    {
      title = "APIs: answers"
      yAxis = { left = { label = "answers a period", min = 0, showUnits = false } }
      metrics = concat([], [for label, id in var.apis : [for metric, what in { Count = "all", "4xx" = "4xx", "5xx" = "5xx" } :
        ["AWS/ApiGateway", metric, "ApiId", id, { label = "${label} ${what}", stat = "Sum" }]
      ]]...)
    },
    {
      title = "APIs: latency"
      yAxis = { left = { label = "milliseconds", min = 0, showUnits = false } }
      metrics = concat([], [for label, id in var.apis : [for percentile in ["p50", "p99"] :
        ["AWS/ApiGateway", "Latency", "ApiId", id, { label = "${label} ${percentile}", stat = percentile }]
      ]]...)
    },
  ]

  depth_metrics = {
    ApproximateNumberOfMessagesVisible    = "waiting"
    ApproximateNumberOfMessagesDelayed    = "delayed"
    ApproximateNumberOfMessagesNotVisible = "in flight"
  }

  function_widgets = [
    {
      title = "Functions: errors"
      yAxis = { left = { label = "failed runs", min = 0, showUnits = false } }
      metrics = [for name in var.function_names :
        ["AWS/Lambda", "Errors", "FunctionName", name, { label = name, stat = "Sum" }]
      ]
    },
    {
      title = "Functions: duration, longest run"
      yAxis = { left = { label = "milliseconds", min = 0, showUnits = false } }
      metrics = [for name in var.function_names :
        ["AWS/Lambda", "Duration", "FunctionName", name, { label = name, stat = "Maximum" }]
      ]
    },
  ]

  event_widgets = [for events in var.events[*] : {
    title = events.title
    yAxis = { left = { label = "a period", min = 0, showUnits = false } }
    metrics = concat([], [for metric in events.metrics : concat(
      [for label, table in var.tables : ["Spillway", metric, "service", events.service, "table", table, { label = "${metric} ${label}", stat = "Sum" }]],
      [for label, shown in var.indexes : ["Spillway", metric, "service", events.service, "table", shown.table, "index", shown.index, { label = "${metric} ${label}", stat = "Sum" }]],
    )]...)
  }]
}
