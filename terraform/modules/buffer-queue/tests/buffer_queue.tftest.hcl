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
  mock_resource "aws_sqs_queue" {
    defaults = {
      arn = "arn:aws:sqs:us-east-1:123456789012:orders"
      url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
    }
  }
}

override_resource {
  target = module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:orders-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders-dead-letters"
  }
}

variables {
  name                     = "orders"
  consumer_timeout_seconds = 60
  alarm_topic_arn          = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "is_known_before_it_is_there" {
  command = plan

  assert {
    condition     = output.planned_arn == "arn:aws:sqs:us-east-1:123456789012:orders" && output.planned_url == "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
    error_message = "ARN and URL follow from partition, region, account and name."
  }
}

run "has_the_address_of_its_endpoint" {
  command = plan

  variables {
    endpoint_url = "http://127.0.0.1:4566"
  }

  assert {
    condition     = output.planned_url == "http://127.0.0.1:4566/123456789012/orders"
    error_message = "On the local cloud a queue's URL begins with the endpoint."
  }
}

run "defaults" {
  assert {
    condition     = output.visibility_timeout_seconds == 360
    error_message = "Six times the consumer's timeout of 60 s."
  }
  assert {
    condition     = aws_sqs_queue.this.message_retention_seconds == 345600 && aws_sqs_queue.this.sqs_managed_sse_enabled && aws_sqs_queue.this.receive_wait_time_seconds == 20
    error_message = "Four days, encrypted, long polling."
  }
  assert {
    condition = (
      aws_sqs_queue_redrive_policy.this.queue_url == output.url
      && jsondecode(aws_sqs_queue_redrive_policy.this.redrive_policy) == {
        deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:orders-dead-letters"
        maxReceiveCount     = 5
      }
    )
    error_message = "What fails five times moves to the dead-letter queue."
  }
  assert {
    condition = (
      aws_sqs_queue_redrive_allow_policy.dead_letters.queue_url == output.dead_letter_queue_url
      && jsondecode(aws_sqs_queue_redrive_allow_policy.dead_letters.redrive_allow_policy) == {
        redrivePermission = "byQueue"
        sourceQueueArns   = ["arn:aws:sqs:us-east-1:123456789012:orders"]
      }
    )
    error_message = "The dead-letter queue must let in this queue and no other."
  }
  assert {
    condition = jsondecode(aws_sqs_queue.this.policy).Statement == [{
      Sid       = "DenyWithoutTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = "arn:aws:sqs:us-east-1:123456789012:orders"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "The policy must refuse plain HTTP, allow nothing, and name this queue."
  }
  assert {
    condition = (
      aws_cloudwatch_metric_alarm.age.metric_name == "ApproximateAgeOfOldestMessage"
      && aws_cloudwatch_metric_alarm.age.dimensions == tomap({ QueueName = "orders" })
      && aws_cloudwatch_metric_alarm.age.threshold == 1800
      && aws_cloudwatch_metric_alarm.age.alarm_actions == toset([var.alarm_topic_arn])
    )
    error_message = "The age of the oldest message rings the alarm, and the alarm goes to the topic."
  }
  assert {
    condition     = output.dead_letter_queue_name == "orders-dead-letters"
    error_message = "The dead-letter queue is named after its queue."
  }
}

run "the_batching_window_counts" {
  command = plan

  variables {
    batching_window_seconds = 20
  }

  assert {
    condition     = output.visibility_timeout_seconds == 380
    error_message = "Messages are hidden while the window fills: 6 × 60 + 20."
  }
}

run "a_longer_visibility_is_taken" {
  command = plan

  variables {
    visibility_timeout_seconds = 900
  }

  assert {
    condition     = output.visibility_timeout_seconds == 900
    error_message = "A longer visibility timeout than the least one is the caller's to choose."
  }
}

run "rejects_visibility_below_six_timeouts" {
  command         = plan
  expect_failures = [var.visibility_timeout_seconds]

  variables {
    visibility_timeout_seconds = 359
  }
}

run "rejects_visibility_over_12_hours" {
  command         = plan
  expect_failures = [var.visibility_timeout_seconds]

  variables {
    visibility_timeout_seconds = 43201
  }
}

run "rejects_name_too_long_for_its_dead_letters" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "a123456789b123456789c123456789d123456789e123456789f123456789g1234567"
  }
}

run "rejects_consumer_timeout_over_900" {
  command         = plan
  expect_failures = [var.consumer_timeout_seconds]

  variables {
    consumer_timeout_seconds = 901
  }
}

run "rejects_window_over_300" {
  command         = plan
  expect_failures = [var.batching_window_seconds]

  variables {
    batching_window_seconds = 301
  }
}

run "rejects_retention_below_a_minute" {
  command         = plan
  expect_failures = [var.message_retention_seconds]

  variables {
    message_retention_seconds = 59
  }
}

run "rejects_dead_letters_that_die_first" {
  command         = plan
  expect_failures = [var.dead_letter_retention_seconds]

  variables {
    dead_letter_retention_seconds = 345600
  }
}

run "rejects_max_receive_count_of_zero" {
  command         = plan
  expect_failures = [var.max_receive_count]

  variables {
    max_receive_count = 0
  }
}

run "rejects_age_alarm_beyond_retention" {
  command         = plan
  expect_failures = [var.age_alarm_seconds]

  variables {
    age_alarm_seconds = 345600
  }
}

run "rejects_a_topic_that_is_not_one" {
  command         = plan
  expect_failures = [var.alarm_topic_arn]

  variables {
    alarm_topic_arn = ""
  }
}

run "rejects_an_endpoint_with_a_path" {
  command         = plan
  expect_failures = [var.endpoint_url]

  variables {
    endpoint_url = "http://127.0.0.1:4566/sqs"
  }
}
