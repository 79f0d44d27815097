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
    defaults = { arn = "arn:aws:iam::123456789012:role/orders-consumer" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:us-east-1:123456789012:function:orders-consumer" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = {
      arn = "arn:aws:sqs:us-east-1:123456789012:orders"
      url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
    }
  }
}

override_resource {
  target = module.queue.module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:orders-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders-dead-letters"
  }
}

variables {
  name              = "orders"
  table_name        = "orders-table"
  table_arn         = "arn:aws:dynamodb:us-east-1:123456789012:table/orders-table"
  age_alarm_seconds = 1800
  function_name     = "orders-consumer"
  service_name      = "orders-consumer"
  zip_path          = "versions.tf"
  alarm_topic_arn   = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "defaults" {
  assert {
    condition = output.environment == tomap({
      TABLE_NAME                   = "orders-table"
      QUEUE_URL                    = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
      MAXIMUM_CONCURRENCY          = "2"
      POWERTOOLS_SERVICE_NAME      = "orders-consumer"
      POWERTOOLS_METRICS_NAMESPACE = "Spillway"
      LOG_LEVEL                    = "INFO"
    })
    error_message = "queue-consumer reads exactly these; it must be told the trigger's concurrency."
  }
  assert {
    condition     = output.maximum_concurrency == 2 && module.trigger.batch_size == 25
    error_message = "The trigger hands over one BatchWriteItem at a time, to two consumers."
  }
  assert {
    condition = { for statement in jsondecode(output.policy).Statement : statement.Sid => join(",", concat(statement.Action, statement.Resource)) if statement.Sid != "WriteOwnLogs" } == {
      WriteTable  = "dynamodb:BatchWriteItem,dynamodb:DescribeTable,arn:aws:dynamodb:us-east-1:123456789012:table/orders-table"
      DrainBuffer = "sqs:ReceiveMessage,sqs:DeleteMessage,sqs:GetQueueAttributes,sqs:SendMessage,arn:aws:sqs:us-east-1:123456789012:orders"
    }
    error_message = "The consumer may write its table and drain its queue, and nothing else."
  }
  assert {
    condition     = output.visibility_timeout_seconds == 6 * module.consumer.timeout_seconds + 5
    error_message = "A message stays hidden for six consumer timeouts and the batching window."
  }
  assert {
    condition     = output.name == "orders" && output.dead_letter_queue_name == "orders-dead-letters"
    error_message = "The dead-letter queue is named after its queue."
  }
}

run "one_pace_for_all" {
  variables {
    pace_table = { name = "jobs", arn = "arn:aws:dynamodb:us-east-1:123456789012:table/jobs" }
  }

  assert {
    condition     = output.environment["PACE_TABLE"] == "jobs"
    error_message = "The consumer is told where the pace is."
  }
  assert {
    condition = [for statement in jsondecode(output.policy).Statement : statement if statement.Sid == "SharePace"] == [{
      Sid       = "SharePace"
      Effect    = "Allow"
      Action    = ["dynamodb:UpdateItem"]
      Resource  = ["arn:aws:dynamodb:us-east-1:123456789012:table/jobs"]
      Condition = { "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["PACE#orders-table"] } }
    }]
    error_message = "It may change the one item of its table's pace."
  }
}

run "rejects_a_table_that_is_not_one" {
  command         = plan
  expect_failures = [var.table_arn]

  variables {
    table_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/*"
  }
}
