# The provider watches every change of a queue for 25 s. So the policy is made with the queue (its ARN is put
# together instead of read), both queues at once, and only the redrive settings wait, since they need both.
# Functions and roles do not wait either: they take the planned ARN and URL.
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

  # Six function timeouts plus the batching window, as AWS asks of a queue that feeds a function:
  # https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  # A shorter one lets SQS hand out a message again while it is still being written.
  least_visibility_seconds = 6 * var.consumer_timeout_seconds + var.batching_window_seconds
  visibility_seconds       = coalesce(var.visibility_timeout_seconds, local.least_visibility_seconds)
}

resource "aws_sqs_queue" "this" {
  name                       = var.name
  message_retention_seconds  = var.message_retention_seconds
  visibility_timeout_seconds = local.visibility_seconds
  receive_wait_time_seconds  = 20 # long polling: fewer empty receives to pay for
  sqs_managed_sse_enabled    = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyWithoutTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = local.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  lifecycle {
    postcondition {
      condition     = self.arn == local.arn && self.url == local.url
      error_message = "expected SQS to name the queue ${local.arn} and ${local.url}; came ${self.arn} and ${self.url}. Functions and roles were told the former."
    }
  }
}

module "dead_letters" {
  source = "../failure-queue"

  name                      = "${var.name}-dead-letters"
  message_retention_seconds = var.dead_letter_retention_seconds
  alarm_topic_arn           = var.alarm_topic_arn
  endpoint_url              = var.endpoint_url
}

resource "aws_sqs_queue_redrive_policy" "this" {
  queue_url = aws_sqs_queue.this.url

  redrive_policy = jsonencode({
    deadLetterTargetArn = module.dead_letters.arn
    maxReceiveCount     = var.max_receive_count
  })
}

# Only this queue may use the dead-letter queue, so that what lies there has one origin.
resource "aws_sqs_queue_redrive_allow_policy" "dead_letters" {
  queue_url = module.dead_letters.url

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.this.arn]
  })
}

resource "aws_cloudwatch_metric_alarm" "age" {
  alarm_name          = "${var.name}-age"
  alarm_description   = "The oldest message of queue ${var.name} waits longer than it should: the consumer fails, or the table is too small for what comes in."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.this.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.age_alarm_seconds
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
