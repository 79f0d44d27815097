mock_provider "aws" {}

variables {
  stream_arn              = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-11-28T08:00:00.000"
  function_name           = "orders-processor"
  failure_destination_arn = "arn:aws:s3:::orders-failed-changes"
  alarm_topic_arn         = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "defaults" {
  command = plan

  assert {
    condition = (
      aws_lambda_event_source_mapping.this.batch_size == 10
      && aws_lambda_event_source_mapping.this.maximum_batching_window_in_seconds == 0
      && aws_lambda_event_source_mapping.this.parallelization_factor == 1
      && aws_lambda_event_source_mapping.this.starting_position == "TRIM_HORIZON"
      && aws_lambda_event_source_mapping.this.enabled
      && length(aws_lambda_event_source_mapping.this.filter_criteria) == 0
      && length(aws_lambda_event_source_mapping.this.metrics_config) == 0
    )
    error_message = "Ten changes at once, none waited for, one batch of a shard at a time, from the stream's beginning, all changes."
  }
  assert {
    condition = (
      aws_lambda_event_source_mapping.this.bisect_batch_on_function_error
      && aws_lambda_event_source_mapping.this.maximum_retry_attempts == 3
      && aws_lambda_event_source_mapping.this.maximum_record_age_in_seconds == 79200
      && aws_lambda_event_source_mapping.this.function_response_types == toset(["ReportBatchItemFailures"])
    )
    error_message = "A poison change is soon alone, is given up after three retries, and does not hold its shard up for a day."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.this.destination_config[0].on_failure[0].destination_arn == var.failure_destination_arn
    error_message = "What failed goes to the destination."
  }
  assert {
    condition = output.policy_statements == [
      {
        sid       = "ReadStream"
        actions   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
        resources = ["arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-11-28T08:00:00.000"]
      },
      {
        sid       = "ListStreams"
        actions   = ["dynamodb:ListStreams"]
        resources = ["arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/*"]
      },
      {
        sid       = "KeepFailedChanges"
        actions   = ["s3:PutObject"]
        resources = ["arn:aws:s3:::orders-failed-changes/*"]
      },
      {
        sid       = "ListFailedChanges"
        actions   = ["s3:ListBucket"]
        resources = ["arn:aws:s3:::orders-failed-changes"]
      },
    ]
    error_message = "The role reads this one stream and writes into this one bucket."
  }
  assert {
    condition = (
      tolist(output.alarm_names) == tolist(["orders-processor-destination-failures", "orders-processor-iterator-age"])
      && aws_cloudwatch_metric_alarm.this["iterator-age"].threshold == 900000
      && alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_actions == toset([var.alarm_topic_arn]) && alarm.dimensions == tomap({ FunctionName = "orders-processor" })])
    )
    error_message = "A quarter of an hour behind (in ms), and a lost failure, ring alarms."
  }
}

run "every_setting" {
  command = plan

  variables {
    starting_position          = "LATEST"
    enabled                    = false
    batch_size                 = 10000
    batching_window_seconds    = 300
    parallelization_factor     = 10
    bisect_batch               = false
    retry_attempts             = -1
    maximum_record_age_seconds = -1
    failure_destination_arn    = "arn:aws:sqs:us-east-1:123456789012:orders-dead-letters"
    filter_patterns            = ["{\"eventName\":[\"REMOVE\"]}", "{\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":[\"a\"]}}}}"]
    event_count_metrics        = true
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.this.starting_position == "LATEST"
      && !aws_lambda_event_source_mapping.this.enabled
      && !aws_lambda_event_source_mapping.this.bisect_batch_on_function_error
      && aws_lambda_event_source_mapping.this.maximum_retry_attempts == -1
      && aws_lambda_event_source_mapping.this.maximum_record_age_in_seconds == -1
      && length(aws_lambda_event_source_mapping.this.filter_criteria[0].filter) == 2
      && aws_lambda_event_source_mapping.this.metrics_config[0].metrics == toset(["EventCount"])
    )
    error_message = "What is given reaches the mapping."
  }
  assert {
    condition = output.policy_statements[2] == {
      sid       = "KeepFailedChanges"
      actions   = ["sqs:SendMessage"]
      resources = ["arn:aws:sqs:us-east-1:123456789012:orders-dead-letters"]
    }
    error_message = "A queue is sent to."
  }
}

run "a_topic_is_published_to" {
  command = plan

  variables {
    failure_destination_arn = "arn:aws:sns:us-east-1:123456789012:orders-failed"
  }

  assert {
    condition     = output.policy_statements[2].actions == ["sns:Publish"]
    error_message = "A topic is published to."
  }
}

run "rejects_what_aws_refuses" {
  command = plan
  expect_failures = [
    var.stream_arn,
    var.function_name,
    var.starting_position,
    var.batch_size,
    var.batching_window_seconds,
    var.parallelization_factor,
    var.retry_attempts,
    var.maximum_record_age_seconds,
    var.failure_destination_arn,
    var.filter_patterns,
    var.iterator_age_alarm_seconds,
    var.alarm_topic_arn,
  ]

  variables {
    stream_arn                 = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
    function_name              = "no spaces"
    starting_position          = "AT_TIMESTAMP"
    batch_size                 = 10001
    batching_window_seconds    = 301
    parallelization_factor     = 11
    retry_attempts             = -2
    maximum_record_age_seconds = 59
    failure_destination_arn    = "arn:aws:sqs:us-east-1:123456789012:orders.fifo"
    filter_patterns            = ["[1]"]
    iterator_age_alarm_seconds = 86401
    alarm_topic_arn            = "alarms"
  }
}

run "rejects_a_sixth_filter" {
  command         = plan
  expect_failures = [var.filter_patterns]

  variables {
    filter_patterns = [for name in ["a", "b", "c", "d", "e", "f"] : jsonencode({ eventName = [name] })]
  }
}

run "rejects_an_empty_filter" {
  command         = plan
  expect_failures = [var.filter_patterns]

  variables {
    filter_patterns = ["{}"]
  }
}
