mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:orders-notices" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000" }
  }
}

variables {
  name            = "orders-notices"
  alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "defaults" {
  assert {
    condition     = output.arn == "arn:aws:sns:us-east-1:123456789012:orders-notices" && output.name == "orders-notices"
    error_message = "The topic has its name."
  }
  assert {
    condition     = [for statement in output.policy_statements : statement.sid] == ["PublishNotices", "EncryptNotices"]
    error_message = "A publisher needs the topic and its key."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.undelivered.metric_name == "NumberOfNotificationsFailed" && aws_cloudwatch_metric_alarm.undelivered.dimensions == tomap({ TopicName = "orders-notices" })
    error_message = "A notice that did not arrive rings an alarm."
  }
}

run "rejects_an_alarm_topic_that_is_not_one" {
  command         = plan
  expect_failures = [var.alarm_topic_arn]

  variables {
    alarm_topic_arn = "alarms"
  }
}
