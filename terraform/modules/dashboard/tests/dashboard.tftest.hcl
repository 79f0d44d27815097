mock_provider "aws" {}

variables {
  name                = "orders"
  region              = "us-east-1"
  tables              = { buffered = "orders-buffered", direct = "orders-direct" }
  queue_names         = ["orders-buffer"]
  failure_queue_names = ["orders-buffer-dead-letters", "orders-direct-failures"]
  function_names      = ["orders-producer", "orders-consumer"]
}

run "defaults" {
  command = plan

  assert {
    condition     = [for widget in jsondecode(output.body).widgets : [widget.x, widget.y, widget.width] if startswith(widget.properties.title, "Writes")] == [[0, 0, 12], [12, 0, 12]]
    error_message = "Both tables' writes stand side by side in the first row."
  }
  assert {
    condition = [for metric in jsondecode(output.body).widgets[1].properties.metrics : slice(metric, 1, 4) if length(metric) > 1] == [
      ["ConsumedWriteCapacityUnits", "TableName", "orders-direct"],
      ["ProvisionedWriteCapacityUnits", "TableName", "orders-direct"],
      ["WriteThrottleEvents", "TableName", "orders-direct"],
    ]
    error_message = "Consumed, provisioned and throttled writes of the table."
  }
  assert {
    condition     = jsondecode(output.body).widgets[1].properties.metrics[0][0].expression == "consumed / PERIOD(consumed)"
    error_message = "Consumed units are shown a second, as capacity is."
  }
  assert {
    condition = toset(flatten([for widget in jsondecode(output.body).widgets : [for metric in widget.properties.metrics : "${metric[1]} ${metric[3]}" if length(metric) > 1]])) == toset([
      "ConsumedWriteCapacityUnits orders-buffered", "ProvisionedWriteCapacityUnits orders-buffered", "WriteThrottleEvents orders-buffered",
      "ConsumedWriteCapacityUnits orders-direct", "ProvisionedWriteCapacityUnits orders-direct", "WriteThrottleEvents orders-direct",
      "ApproximateNumberOfMessagesVisible orders-buffer", "ApproximateNumberOfMessagesDelayed orders-buffer", "ApproximateNumberOfMessagesNotVisible orders-buffer",
      "ApproximateAgeOfOldestMessage orders-buffer",
      "ApproximateNumberOfMessagesVisible orders-buffer-dead-letters", "ApproximateNumberOfMessagesVisible orders-direct-failures",
      "Errors orders-producer", "Errors orders-consumer", "Duration orders-producer", "Duration orders-consumer",
    ])
    error_message = "Writes of both tables, queue depth and age, dead letters and failures, errors and duration: all of it and no more."
  }
  assert {
    condition     = alltrue([for widget in jsondecode(output.body).widgets : widget.properties.period == 60 && widget.properties.region == "us-east-1" && widget.x + widget.width <= 24])
    error_message = "Every widget shows minutes, in the region, within 24 columns."
  }
}

run "indexes_reads_and_events_without_queues" {
  command = plan

  variables {
    tables              = { table = "orders" }
    indexes             = { byEmail = { table = "orders", index = "byEmail" }, byType = { table = "orders", index = "byType" } }
    reads               = true
    queue_names         = []
    failure_queue_names = []
    events              = { title = "Changes", service = "throughput-scaler", metrics = ["ScaledUp", "ScaledDown"] }
  }

  assert {
    condition = [for widget in jsondecode(output.body).widgets : [widget.properties.title, widget.x, widget.y, widget.width]] == [
      ["Writes: table (orders)", 0, 0, 24],
      ["Writes: byEmail (orders, byEmail)", 0, 7, 12], ["Writes: byType (orders, byType)", 12, 7, 12],
      ["Reads: table (orders)", 0, 14, 24],
      ["Reads: byEmail (orders, byEmail)", 0, 21, 12], ["Reads: byType (orders, byType)", 12, 21, 12],
      ["Functions: errors", 0, 28, 12], ["Functions: duration, longest run", 12, 28, 12],
      ["Changes", 0, 35, 24],
    ]
    error_message = "Rows of tables and indexes, writes above reads; none of queues."
  }
  assert {
    condition = [for metric in jsondecode(output.body).widgets[8].properties.metrics : [for part in metric : part if can(tostring(part))]] == [
      ["Spillway", "ScaledUp", "service", "throughput-scaler", "table", "orders"],
      ["Spillway", "ScaledUp", "service", "throughput-scaler", "table", "orders", "index", "byEmail"],
      ["Spillway", "ScaledUp", "service", "throughput-scaler", "table", "orders", "index", "byType"],
      ["Spillway", "ScaledDown", "service", "throughput-scaler", "table", "orders"],
      ["Spillway", "ScaledDown", "service", "throughput-scaler", "table", "orders", "index", "byEmail"],
      ["Spillway", "ScaledDown", "service", "throughput-scaler", "table", "orders", "index", "byType"],
    ]
    error_message = "What was done, with the table and each index."
  }
  assert {
    condition = [for metric in jsondecode(output.body).widgets[1].properties.metrics : slice(metric, 1, 6) if length(metric) > 1] == [
      ["ConsumedWriteCapacityUnits", "TableName", "orders", "GlobalSecondaryIndexName", "byEmail"],
      ["ProvisionedWriteCapacityUnits", "TableName", "orders", "GlobalSecondaryIndexName", "byEmail"],
      ["WriteThrottleEvents", "TableName", "orders", "GlobalSecondaryIndexName", "byEmail"],
    ]
    error_message = "An index has its own metrics."
  }
}

run "an_api_and_failures_without_queues" {
  command = plan

  variables {
    tables              = { carts = "shop-carts", products = "shop-products" }
    apis                = { shop = "a1b2c3d4e5" }
    queue_names         = []
    failure_queue_names = ["shop-failures"]
  }

  assert {
    condition = [for widget in jsondecode(output.body).widgets : [widget.properties.title, widget.x, widget.y, widget.width]] == [
      ["Writes: carts (shop-carts)", 0, 0, 12], ["Writes: products (shop-products)", 12, 0, 12],
      ["APIs: answers", 0, 7, 12], ["APIs: latency", 12, 7, 12],
      ["Dead letters and failures: depth", 0, 14, 24],
      ["Functions: errors", 0, 21, 12], ["Functions: duration, longest run", 12, 21, 12],
    ]
    error_message = "A row of the API; a row of failures alone."
  }
  assert {
    condition = [for metric in concat(jsondecode(output.body).widgets[2].properties.metrics, jsondecode(output.body).widgets[3].properties.metrics) : concat(slice(metric, 0, 4), values(metric[4]))] == [
      ["AWS/ApiGateway", "4xx", "ApiId", "a1b2c3d4e5", "shop 4xx", "Sum"],
      ["AWS/ApiGateway", "5xx", "ApiId", "a1b2c3d4e5", "shop 5xx", "Sum"],
      ["AWS/ApiGateway", "Count", "ApiId", "a1b2c3d4e5", "shop all", "Sum"],
      ["AWS/ApiGateway", "Latency", "ApiId", "a1b2c3d4e5", "shop p50", "p50"],
      ["AWS/ApiGateway", "Latency", "ApiId", "a1b2c3d4e5", "shop p99", "p99"],
    ]
    error_message = "What it answered, and how soon."
  }
}

run "rejects_name" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "my dashboard"
  }
}

run "rejects_region" {
  command         = plan
  expect_failures = [var.region]

  variables {
    region = "Virginia"
  }
}

run "rejects_period" {
  command         = plan
  expect_failures = [var.period_seconds]

  variables {
    period_seconds = 90
  }
}

run "rejects_no_tables" {
  command         = plan
  expect_failures = [var.tables]

  variables {
    tables = {}
  }
}

run "rejects_no_failure_queues" {
  command         = plan
  expect_failures = [var.failure_queue_names]

  variables {
    failure_queue_names = []
  }
}

run "rejects_no_functions" {
  command         = plan
  expect_failures = [var.function_names]

  variables {
    function_names = []
  }
}
