# After terraform-aws-sns, complete: a plain topic, and a FIFO topic with everything, delivered to a queue.
# Without a data protection policy, which the local cloud does not run.

data "aws_caller_identity" "current" {}

resource "aws_sns_topic" "default" {
  name              = "${var.name}-default"
  signature_version = 2
  tracing_config    = "PassThrough"
  tags              = var.tags
}

resource "aws_sns_topic" "complete" {
  name                        = "${var.name}.fifo"
  display_name                = "complete"
  fifo_topic                  = true
  content_based_deduplication = true
  kms_master_key_id           = aws_kms_key.this.key_id

  delivery_policy = jsonencode({
    http = {
      defaultHealthyRetryPolicy = {
        minDelayTarget     = 20
        maxDelayTarget     = 20
        numRetries         = 3
        numMaxDelayRetries = 0
        numNoDelayRetries  = 0
        numMinDelayRetries = 0
        backoffFunction    = "linear"
      }
      disableSubscriptionOverrides = false
      defaultThrottlePolicy        = { maxReceivesPerSecond = 1 }
    }
  })

  application_failure_feedback_role_arn    = aws_iam_role.this.arn
  application_success_feedback_role_arn    = aws_iam_role.this.arn
  application_success_feedback_sample_rate = 100
  firehose_failure_feedback_role_arn       = aws_iam_role.this.arn
  firehose_success_feedback_role_arn       = aws_iam_role.this.arn
  firehose_success_feedback_sample_rate    = 100
  http_failure_feedback_role_arn           = aws_iam_role.this.arn
  http_success_feedback_role_arn           = aws_iam_role.this.arn
  http_success_feedback_sample_rate        = 100
  lambda_failure_feedback_role_arn         = aws_iam_role.this.arn
  lambda_success_feedback_role_arn         = aws_iam_role.this.arn
  lambda_success_feedback_sample_rate      = 100
  sqs_failure_feedback_role_arn            = aws_iam_role.this.arn
  sqs_success_feedback_role_arn            = aws_iam_role.this.arn
  sqs_success_feedback_sample_rate         = 100

  tags = var.tags
}

resource "aws_sns_topic_policy" "complete" {
  arn    = aws_sns_topic.complete.arn
  policy = data.aws_iam_policy_document.topic.json
}

data "aws_iam_policy_document" "topic" {
  statement {
    sid       = "pub"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.complete.arn]

    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.current.arn]
    }
  }

  statement {
    sid       = "sub"
    actions   = ["sns:Subscribe", "sns:Receive"]
    resources = [aws_sns_topic.complete.arn]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringLike"
      variable = "sns:Endpoint"
      values   = [aws_sqs_queue.this.arn]
    }
  }
}

resource "aws_sns_topic_subscription" "queue" {
  topic_arn            = aws_sns_topic.complete.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.this.arn
  raw_message_delivery = true
  filter_policy        = jsonencode({ kind = ["order"] })
  filter_policy_scope  = "MessageAttributes"
  redrive_policy       = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn })
}

resource "aws_sqs_queue" "this" {
  name       = "${var.name}.fifo"
  fifo_queue = true
  tags       = var.tags
}

resource "aws_sqs_queue" "dead" {
  name       = "${var.name}-dead.fifo"
  fifo_queue = true
  tags       = var.tags
}

resource "aws_sqs_queue_policy" "this" {
  queue_url = aws_sqs_queue.this.url
  policy    = data.aws_iam_policy_document.queue.json
}

data "aws_iam_policy_document" "queue" {
  statement {
    sid       = "SNS"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.this.arn]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.complete.arn]
    }
  }
}

resource "aws_kms_key" "this" {
  description             = "Of ${var.name}"
  deletion_window_in_days = 7
  tags                    = var.tags
}

resource "aws_kms_alias" "this" {
  name          = "alias/sns/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_iam_role" "this" {
  name = var.name
  tags = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "SnsAssume"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "sns.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = var.name
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "*"
    }]
  })
}
