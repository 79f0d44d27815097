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
}

variables {
  name            = "orders-failures"
  alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "defaults" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.message_retention_seconds == 1209600 && aws_sqs_queue.this.sqs_managed_sse_enabled
    error_message = "What failed is kept as long as SQS can keep it, and encrypted."
  }
  assert {
    condition = jsondecode(aws_sqs_queue.this.policy).Statement == [{
      Sid       = "DenyWithoutTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = "arn:aws:sqs:us-east-1:123456789012:orders-failures"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "The policy must refuse plain HTTP, allow nothing, and name this queue."
  }
  assert {
    condition = (
      aws_cloudwatch_metric_alarm.depth.metric_name == "ApproximateNumberOfMessagesVisible"
      && aws_cloudwatch_metric_alarm.depth.dimensions == tomap({ QueueName = "orders-failures" })
      && aws_cloudwatch_metric_alarm.depth.threshold == 1
      && aws_cloudwatch_metric_alarm.depth.alarm_actions == toset([var.alarm_topic_arn])
    )
    error_message = "The first message rings the alarm, and the alarm goes to the topic."
  }
}

run "rejects_name" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "orders.fifo"
  }
}

run "rejects_retention_over_14_days" {
  command         = plan
  expect_failures = [var.message_retention_seconds]

  variables {
    message_retention_seconds = 1209601
  }
}

run "rejects_depth_of_zero" {
  command         = plan
  expect_failures = [var.depth_alarm_messages]

  variables {
    depth_alarm_messages = 0
  }
}

run "rejects_a_topic_that_is_not_one" {
  command         = plan
  expect_failures = [var.alarm_topic_arn]

  variables {
    alarm_topic_arn = ""
  }
}

run "is_known_before_it_is_there" {
  command = plan

  assert {
    condition     = output.planned_arn == "arn:aws:sqs:us-east-1:123456789012:orders-failures" && output.planned_url == "https://sqs.us-east-1.amazonaws.com/123456789012/orders-failures"
    error_message = "ARN and URL follow from partition, region, account and name."
  }
}

run "has_the_address_of_its_endpoint" {
  command = plan

  variables {
    endpoint_url = "http://127.0.0.1:4566"
  }

  assert {
    condition     = output.planned_url == "http://127.0.0.1:4566/123456789012/orders-failures"
    error_message = "On the local cloud a queue's URL begins with the endpoint."
  }
}

run "a_bucket_may_tell_it" {
  command = plan

  variables {
    bucket_arn = "arn:aws:s3:::orders-failed-changes"
  }

  assert {
    condition = jsondecode(aws_sqs_queue.this.policy).Statement[1] == {
      Sid       = "BucketMayTell"
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "arn:aws:sqs:us-east-1:123456789012:orders-failures"
      Condition = {
        ArnEquals    = { "aws:SourceArn" = "arn:aws:s3:::orders-failed-changes" }
        StringEquals = { "aws:SourceAccount" = "123456789012" }
      }
    }
    error_message = "S3 may send for this bucket of this account, and for no other."
  }
}

run "rejects_text_and_bucket" {
  command         = plan
  expect_failures = [var.what_failed, var.bucket_arn]

  variables {
    what_failed = "Very Bad"
    bucket_arn  = "orders-failed-changes"
  }
}

run "rejects_a_queue_of_another_address" {
  expect_failures = [aws_sqs_queue.this]

  override_resource {
    target = aws_sqs_queue.this
    values = {
      arn = "arn:aws:sqs:us-east-1:123456789012:orders-failures"
      url = "https://us-east-1.queue.amazonaws.com/123456789012/orders-failures"
    }
  }
}

run "rejects_an_endpoint_with_a_path" {
  command         = plan
  expect_failures = [var.endpoint_url]

  variables {
    endpoint_url = "http://127.0.0.1:4566/sqs"
  }
}
