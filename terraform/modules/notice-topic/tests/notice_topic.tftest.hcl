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
    condition     = aws_sns_topic.this.kms_master_key_id == aws_kms_key.this[0].arn && aws_kms_key.this[0].enable_key_rotation && aws_kms_alias.this[0].name == "alias/orders-notices"
    error_message = "A key of its own, which rotates."
  }
  assert {
    condition     = length(aws_sns_topic_subscription.email) == 0
    error_message = "Nobody is subscribed unless asked for."
  }
  assert {
    condition     = [for statement in jsondecode(aws_sns_topic_policy.this.policy).Statement : [statement.Sid, statement.Effect]] == [["DenyWithoutTls", "Deny"]]
    error_message = "The topic lets nobody in by itself, and nobody without TLS."
  }
  assert {
    condition = output.policy_statements == [
      { sid = "PublishNotices", actions = ["sns:Publish"], resources = ["arn:aws:sns:us-east-1:123456789012:orders-notices"] },
      { sid = "EncryptNotices", actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = ["arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000"] },
    ]
    error_message = "A publisher needs the topic and its key."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.undelivered.metric_name == "NumberOfNotificationsFailed" && aws_cloudwatch_metric_alarm.undelivered.dimensions == tomap({ TopicName = "orders-notices" })
    error_message = "A notice that did not arrive rings an alarm."
  }
}

run "an_address_and_no_key" {
  variables {
    notification_email = "ops@example.com"
    encrypted          = false
  }

  assert {
    condition     = aws_sns_topic_subscription.email[0].endpoint == "ops@example.com" && length(aws_kms_key.this) == 0 && aws_sns_topic.this.kms_master_key_id == null
    error_message = "The address is subscribed, and no key is made."
  }
  assert {
    condition     = [for statement in output.policy_statements : statement.sid] == ["PublishNotices"]
    error_message = "Without a key there is none to use."
  }
}

run "rejects_values" {
  command         = plan
  expect_failures = [var.name, var.notification_email, var.alarm_topic_arn]

  variables {
    name               = "orders notices"
    notification_email = "ops"
    alarm_topic_arn    = "alarms"
  }
}
