# The whole feature against a mock provider: names, sizes, who may do what, and the outputs that the CLI reads.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/spillway-test" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/spillway-test" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:us-east-1:123456789012:function:spillway-test" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:us-east-1:123456789012:rule/spillway-test" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:spillway-test-alarms" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000" }
  }
}

override_resource {
  target = module.table["direct"].aws_dynamodb_table.this
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-direct" }
}

override_resource {
  target = module.table["buffered"].aws_dynamodb_table.this
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-buffered" }
}

override_resource {
  target = module.direct_failures.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-direct-failures"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-direct-failures"
  }
}

override_resource {
  target = module.buffer.module.queue.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-buffer"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-buffer"
  }
}

override_resource {
  target = module.buffer.module.queue.module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-buffer-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-buffer-dead-letters"
  }
}

override_resource {
  target = module.table["spillover"].aws_dynamodb_table.this
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-spillover" }
}

override_resource {
  target = module.spillover_failures.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-spillover-failures"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover-failures"
  }
}

override_resource {
  target = module.spillover_buffer.module.queue.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-spillover"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover"
  }
}

override_resource {
  target = module.spillover_buffer.module.queue.module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-spillover-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover-dead-letters"
  }
}

variables {
  shared = {
    prefix                      = "spillway-test"
    region                      = "us-east-1"
    endpoint_url                = null
    alarm_topic_arn             = "arn:aws:sns:us-east-1:123456789012:spillway-test-alarms"
    metric_period_seconds       = 60
    apps_folder                 = "../../../apps"
    log_level                   = "INFO"
    log_retention_days          = 14
    tracing                     = false
    table_encryption            = "aws-owned"
    point_in_time_recovery_days = 0
    deletion_protection         = true

    # Any files that exist: the mock provider does not open them, and the tests need no build.
    zips = {
      direct-writer  = "versions.tf"
      queue-producer = "versions.tf"
      queue-consumer = "versions.tf"
    }
  }
}

run "defaults" {
  assert {
    condition = output.direct == {
      table_name         = "spillway-test-direct"
      write_capacity     = 2
      function_name      = "spillway-test-direct-writer"
      function_memory_mb = 512
      failure_queue_url  = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-direct-failures"
      failure_queue_name = "spillway-test-direct-failures"
    }
    error_message = "The CLI reads these names of the direct strategy."
  }
  assert {
    condition = output.buffered == {
      table_name                  = "spillway-test-buffered"
      write_capacity              = 2
      producer_function_name      = "spillway-test-queue-producer"
      consumer_function_name      = "spillway-test-queue-consumer"
      function_memory_mb          = 512
      queue_url                   = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-buffer"
      queue_name                  = "spillway-test-buffer"
      dead_letter_queue_url       = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-buffer-dead-letters"
      dead_letter_queue_name      = "spillway-test-buffer-dead-letters"
      distribution_window_seconds = 900
      maximum_concurrency         = 2
    }
    error_message = "The CLI reads these names of the buffered strategy."
  }
  assert {
    condition = output.spillover == {
      table_name             = "spillway-test-spillover"
      write_capacity         = 2
      function_name          = "spillway-test-spillover-writer"
      consumer_function_name = "spillway-test-spillover-consumer"
      function_memory_mb     = 512
      queue_url              = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover"
      queue_name             = "spillway-test-spillover"
      dead_letter_queue_url  = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover-dead-letters"
      dead_letter_queue_name = "spillway-test-spillover-dead-letters"
      failure_queue_url      = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover-failures"
      failure_queue_name     = "spillway-test-spillover-failures"
      write_seconds          = 30
      maximum_concurrency    = 2
    }
    error_message = "The CLI reads these names of the spillover strategy."
  }
  assert {
    condition     = output.dashboard_name == "spillway-test-spike" && output.schedule_expression == "rate(10 minutes)" && output.schedule_enabled
    error_message = "The report reads the schedule from here."
  }

  assert {
    condition = module.direct_writer.environment == tomap({
      TABLE_NAME                   = "spillway-test-direct"
      FAILURE_QUEUE_URL            = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-direct-failures"
      RECORD_TTL_SECONDS           = "86400"
      WRITE_CONCURRENCY            = "5"
      MAX_ATTEMPTS                 = "8"
      POWERTOOLS_SERVICE_NAME      = "direct-writer"
      POWERTOOLS_METRICS_NAMESPACE = "Spillway"
      LOG_LEVEL                    = "INFO"
    })
    error_message = "direct-writer reads exactly these."
  }
  assert {
    condition = module.queue_producer.environment == tomap({
      QUEUE_URL                    = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-buffer"
      DISTRIBUTION_WINDOW_SECONDS  = "900"
      RECORD_TTL_SECONDS           = "86400"
      POWERTOOLS_SERVICE_NAME      = "queue-producer"
      POWERTOOLS_METRICS_NAMESPACE = "Spillway"
      LOG_LEVEL                    = "INFO"
    })
    error_message = "queue-producer reads exactly these."
  }
  assert {
    condition = module.buffer.environment == tomap({
      TABLE_NAME                   = "spillway-test-buffered"
      QUEUE_URL                    = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-buffer"
      MAXIMUM_CONCURRENCY          = "2"
      POWERTOOLS_SERVICE_NAME      = "queue-consumer"
      POWERTOOLS_METRICS_NAMESPACE = "Spillway"
      LOG_LEVEL                    = "INFO"
    })
    error_message = "queue-consumer reads exactly these; it must be told the trigger's concurrency."
  }

  assert {
    condition = module.spillover_writer.environment == tomap({
      TABLE_NAME                   = "spillway-test-spillover"
      FAILURE_QUEUE_URL            = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover-failures"
      RECORD_TTL_SECONDS           = "86400"
      WRITE_CONCURRENCY            = "5"
      MAX_ATTEMPTS                 = "8"
      SPILL_QUEUE_URL              = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover"
      WRITE_SECONDS                = "30"
      MAX_WRITE_UNITS              = "auto"
      POWERTOOLS_SERVICE_NAME      = "spillover-writer"
      POWERTOOLS_METRICS_NAMESPACE = "Spillway"
      LOG_LEVEL                    = "INFO"
    })
    error_message = "direct-writer reads exactly these where it spills."
  }
  assert {
    condition = module.spillover_buffer.environment == tomap({
      TABLE_NAME                   = "spillway-test-spillover"
      QUEUE_URL                    = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover"
      MAXIMUM_CONCURRENCY          = "2"
      POWERTOOLS_SERVICE_NAME      = "spillover-consumer"
      POWERTOOLS_METRICS_NAMESPACE = "Spillway"
      LOG_LEVEL                    = "INFO"
    })
    error_message = "queue-consumer reads exactly these where it drains what was spilled."
  }

  assert {
    condition = { for statement in jsondecode(module.direct_writer.policy).Statement : statement.Sid => join(",", concat(statement.Action, statement.Resource)) if statement.Sid != "WriteOwnLogs" } == {
      WriteTable   = "dynamodb:BatchWriteItem,arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-direct"
      SendFailures = "sqs:SendMessage,arn:aws:sqs:us-east-1:123456789012:spillway-test-direct-failures"
    }
    error_message = "direct-writer may write its table and send to its failure queue, and nothing else."
  }
  assert {
    condition = { for statement in jsondecode(module.queue_producer.policy).Statement : statement.Sid => join(",", concat(statement.Action, statement.Resource)) if statement.Sid != "WriteOwnLogs" } == {
      SendToBuffer = "sqs:SendMessage,arn:aws:sqs:us-east-1:123456789012:spillway-test-buffer"
    }
    error_message = "queue-producer may send to the queue, and nothing else."
  }
  assert {
    condition = { for statement in jsondecode(module.buffer.policy).Statement : statement.Sid => join(",", concat(statement.Action, statement.Resource)) if statement.Sid != "WriteOwnLogs" } == {
      WriteTable  = "dynamodb:BatchWriteItem,dynamodb:DescribeTable,arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-buffered"
      DrainBuffer = "sqs:ReceiveMessage,sqs:DeleteMessage,sqs:GetQueueAttributes,sqs:SendMessage,arn:aws:sqs:us-east-1:123456789012:spillway-test-buffer"
    }
    error_message = "queue-consumer may write its table and drain its queue, and nothing else."
  }

  assert {
    condition = { for statement in jsondecode(module.spillover_writer.policy).Statement : statement.Sid => join(",", concat(statement.Action, statement.Resource)) if statement.Sid != "WriteOwnLogs" } == {
      WriteTable           = "dynamodb:BatchWriteItem,dynamodb:DescribeTable,arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-spillover"
      SpillAndSendFailures = "sqs:SendMessage,arn:aws:sqs:us-east-1:123456789012:spillway-test-spillover,arn:aws:sqs:us-east-1:123456789012:spillway-test-spillover-failures"
    }
    error_message = "A writer that spills may write its table and send to its two queues, and nothing else."
  }
  assert {
    condition = { for statement in jsondecode(module.spillover_buffer.policy).Statement : statement.Sid => join(",", concat(statement.Action, statement.Resource)) if statement.Sid != "WriteOwnLogs" } == {
      WriteTable  = "dynamodb:BatchWriteItem,dynamodb:DescribeTable,arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-spillover"
      DrainBuffer = "sqs:ReceiveMessage,sqs:DeleteMessage,sqs:GetQueueAttributes,sqs:SendMessage,arn:aws:sqs:us-east-1:123456789012:spillway-test-spillover"
    }
    error_message = "The consumer of what was spilled may write its table and drain its queue, and nothing else."
  }

  assert {
    condition     = module.buffer.visibility_timeout_seconds == 6 * 60 + 5 && module.spillover_buffer.visibility_timeout_seconds == 6 * 60 + 5
    error_message = "A message stays hidden for six consumer timeouts and the batching window."
  }
  assert {
    condition     = length(module.table_scaling) == 0
    error_message = "A fixed capacity has no autoscaling beside it."
  }
}

run "autoscaling_owns_the_capacity" {
  command = plan

  variables {
    capacity_owner = "autoscaling"
    autoscaling    = { max_write_capacity = 20 }
  }

  override_data {
    target = module.table["direct"].data.aws_dynamodb_tables.all[0]
    values = { names = [] }
  }
  override_data {
    target = module.table["buffered"].data.aws_dynamodb_tables.all[0]
    values = { names = [] }
  }
  override_data {
    target = module.table["spillover"].data.aws_dynamodb_tables.all[0]
    values = { names = [] }
  }

  assert {
    condition = (
      tolist(module.table_scaling["direct"].policy_names) == tolist(["DynamoDBReadCapacityUtilization:table/spillway-test-direct", "DynamoDBWriteCapacityUtilization:table/spillway-test-direct"])
      && tolist(module.table_scaling["buffered"].policy_names) == tolist(["DynamoDBReadCapacityUtilization:table/spillway-test-buffered", "DynamoDBWriteCapacityUtilization:table/spillway-test-buffered"])
      && tolist(module.table_scaling["spillover"].policy_names) == tolist(["DynamoDBReadCapacityUtilization:table/spillway-test-spillover", "DynamoDBWriteCapacityUtilization:table/spillway-test-spillover"])
    )
    error_message = "All tables scale, reads and writes."
  }
}

run "the_scaler_owns_the_capacity" {
  command = plan

  variables {
    capacity_owner = "scaler"
  }

  override_data {
    target = module.table["direct"].data.aws_dynamodb_tables.all[0]
    values = { names = ["spillway-test-direct"] }
  }
  override_data {
    target = module.table["direct"].data.aws_dynamodb_table.current[0]
    values = { read_capacity = 5, write_capacity = 80, global_secondary_index = [] }
  }
  override_data {
    target = module.table["buffered"].data.aws_dynamodb_tables.all[0]
    values = { names = [] }
  }
  override_data {
    target = module.table["spillover"].data.aws_dynamodb_tables.all[0]
    values = { names = [] }
  }

  assert {
    condition     = output.direct.write_capacity == 80 && output.buffered.write_capacity == 2 && length(module.table_scaling) == 0
    error_message = "What the scaler set stays, what is new begins as configured, and nothing else scales."
  }
}

# A plan of the whole feature costs most of a second, so each of these breaks several variables at once: every one
# that expect_failures names must be refused. Only what refers to one another stands alone.

run "rejects_tables" {
  command = plan
  expect_failures = [
    var.capacity_owner,
    var.write_capacity,
    var.read_capacity,
    var.record_ttl_seconds,
  ]

  variables {
    capacity_owner     = "nobody"
    write_capacity     = 0
    read_capacity      = 40001
    record_ttl_seconds = -1
  }
}

run "rejects_autoscaling_below_its_start" {
  command         = plan
  expect_failures = [var.autoscaling]

  variables {
    capacity_owner = "autoscaling"
    autoscaling    = { max_write_capacity = 1 }
  }
}

run "rejects_autoscaling_target" {
  command         = plan
  expect_failures = [var.autoscaling]

  variables {
    autoscaling = { target_utilization_percent = 91 }
  }
}

run "rejects_writing" {
  command = plan
  expect_failures = [
    var.distribution_window_seconds,
    var.maximum_concurrency,
    var.batch_size,
    var.write_concurrency,
    var.max_attempts,
    var.spillover_max_write_units,
  ]

  variables {
    distribution_window_seconds = 901
    maximum_concurrency         = 1
    batch_size                  = 10001
    write_concurrency           = 0
    max_attempts                = 0
    spillover_max_write_units   = "0%"
  }
}

run "rejects_spilling_without_time_for_it" {
  command         = plan
  expect_failures = [var.spillover_write_seconds]

  variables {
    direct_timeout_seconds  = 300
    spillover_write_seconds = 151
  }
}

run "rejects_large_batches_without_a_window" {
  command         = plan
  expect_failures = [var.batching_window_seconds]

  variables {
    batching_window_seconds = 0
  }
}

run "rejects_functions" {
  command = plan
  expect_failures = [
    var.function_memory_mb,
    var.direct_timeout_seconds,
    var.producer_timeout_seconds,
    var.consumer_timeout_seconds,
  ]

  variables {
    function_memory_mb       = 64
    direct_timeout_seconds   = 901
    producer_timeout_seconds = 0
    consumer_timeout_seconds = 901
  }
}
