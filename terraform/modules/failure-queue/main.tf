# ARN and URL are put together here instead of read from the queue, so that one request makes the queue with its
# policy, and functions and roles need not wait for it: the provider watches every change of a queue for 25 s before
# it goes on.
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  arn = "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:${var.name}"
  url = join("/", [
    coalesce(var.endpoint_url, "https://sqs.${data.aws_region.current.name}.${data.aws_partition.current.dns_suffix}"),
    data.aws_caller_identity.current.account_id,
    var.name,
  ])

  tls_statement = {
    Sid       = "DenyWithoutTls"
    Effect    = "Deny"
    Principal = "*"
    Action    = "sqs:*"
    Resource  = local.arn
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }

  bucket_statement = {
    Sid       = "BucketMayTell"
    Effect    = "Allow"
    Principal = { Service = "s3.amazonaws.com" }
    Action    = "sqs:SendMessage"
    Resource  = local.arn
    Condition = {
      ArnEquals    = { "aws:SourceArn" = var.bucket_arn }
      StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } # a bucket's ARN has no account
    }
  }
}

resource "aws_sqs_queue" "this" {
  name                      = var.name
  message_retention_seconds = var.message_retention_seconds
  sqs_managed_sse_enabled   = true

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat([local.tls_statement], var.bucket_arn == null ? [] : [local.bucket_statement])
  })

  lifecycle {
    postcondition {
      condition     = self.arn == local.arn && self.url == local.url
      error_message = "expected SQS to name the queue ${local.arn} and ${local.url}; came ${self.arn} and ${self.url}. Functions and roles were told the former."
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "depth" {
  alarm_name          = "${var.name}-depth"
  alarm_description   = "Queue ${var.name} holds what could not be ${var.what_failed}: read each message's reason, repair, then send it again."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.this.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.depth_alarm_messages
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
