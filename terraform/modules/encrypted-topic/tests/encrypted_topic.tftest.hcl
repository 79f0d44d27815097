mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:alarms" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000" }
  }
}

variables {
  name = "alarms"
}

run "defaults" {
  assert {
    condition     = length(aws_sns_topic_subscription.email) == 0
    error_message = "Without an address there is no subscription."
  }
  assert {
    condition     = aws_sns_topic.this.kms_master_key_id == aws_kms_key.this[0].arn && aws_kms_key.this[0].enable_key_rotation && aws_kms_alias.this[0].name == "alias/alarms"
    error_message = "The topic is encrypted with its own key, which rotates."
  }
  assert {
    condition = jsondecode(aws_sns_topic_policy.this.policy).Statement == [{
      Sid       = "DenyWithoutTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sns:Publish"
      Resource  = "arn:aws:sns:us-east-1:123456789012:alarms"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "The topic lets nobody in by itself, and nobody over plain HTTP."
  }
  assert {
    condition     = [for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Principal] == [{ AWS = "arn:aws:iam::123456789012:root" }]
    error_message = "The account alone administers the key."
  }
  assert {
    condition = output.policy_statements == [
      { sid = "PublishNotices", actions = ["sns:Publish"], resources = ["arn:aws:sns:us-east-1:123456789012:alarms"] },
      { sid = "EncryptNotices", actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = ["arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000"] },
    ]
    error_message = "A publisher needs the topic and its key."
  }
}

run "services_may_publish" {
  variables {
    publishing_services = ["cloudwatch.amazonaws.com"]
  }

  assert {
    condition = jsondecode(aws_sns_topic_policy.this.policy).Statement[0] == {
      Sid       = "ServicesMayPublish"
      Effect    = "Allow"
      Principal = { Service = ["cloudwatch.amazonaws.com"] }
      Action    = "sns:Publish"
      Resource  = "arn:aws:sns:us-east-1:123456789012:alarms"
      Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
    }
    error_message = "Alarms of this account may publish."
  }
  assert {
    condition     = jsondecode(aws_sns_topic_policy.this.policy).Statement[*].Sid == ["ServicesMayPublish", "DenyWithoutTls"]
    error_message = "The topic's policy allows nothing else."
  }
  assert {
    condition = jsondecode(aws_kms_key.this[0].policy).Statement[1] == {
      Sid       = "ServicesMayEncrypt"
      Effect    = "Allow"
      Principal = { Service = ["cloudwatch.amazonaws.com"] }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
    }
    error_message = "CloudWatch can't publish to an encrypted topic unless it may use the key."
  }
}

run "an_address_and_no_key" {
  variables {
    notification_email = "oncall@example.com"
    encrypted          = false
  }

  assert {
    condition     = aws_sns_topic_subscription.email[0].protocol == "email" && aws_sns_topic_subscription.email[0].endpoint == "oncall@example.com"
    error_message = "The address is subscribed by e-mail."
  }
  assert {
    condition     = length(aws_kms_key.this) == 0 && length(aws_kms_alias.this) == 0 && aws_sns_topic.this.kms_master_key_id == null
    error_message = "encrypted = false makes no key."
  }
  assert {
    condition     = [for statement in output.policy_statements : statement.sid] == ["PublishNotices"]
    error_message = "Without a key there is none to use."
  }
}

run "rejects_values" {
  command         = plan
  expect_failures = [var.name, var.publishing_services, var.notification_email]

  variables {
    name                = "alarms.fifo"
    publishing_services = ["cloudwatch"]
    notification_email  = "oncall at example.com"
  }
}
