# After terraform-aws-sqs, complete: plain, FIFO, encrypted in each way, with dead letters and policies.

data "aws_caller_identity" "current" {}

resource "aws_sqs_queue" "default" {
  name = "${var.name}-default"
  tags = var.tags
}

resource "aws_sqs_queue" "tuned" {
  name                       = "${var.name}-tuned"
  delay_seconds              = 90
  max_message_size           = 2048
  message_retention_seconds  = 86400
  receive_wait_time_seconds  = 10
  visibility_timeout_seconds = 45
  tags                       = var.tags
}

resource "aws_sqs_queue" "fifo" {
  name                        = "${var.name}.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  deduplication_scope         = "messageGroup"
  fifo_throughput_limit       = "perMessageGroupId"
  tags                        = var.tags
}

resource "aws_sqs_queue" "fifo_dead" {
  name       = "${var.name}-dead.fifo"
  fifo_queue = true
  tags       = var.tags
}

resource "aws_sqs_queue_redrive_policy" "fifo" {
  queue_url = aws_sqs_queue.fifo.url
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.fifo_dead.arn
    maxReceiveCount     = 10
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "fifo_dead" {
  queue_url = aws_sqs_queue.fifo_dead.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.fifo.arn]
  })
}

resource "aws_sqs_queue" "unencrypted" {
  name                    = "${var.name}-unencrypted"
  sqs_managed_sse_enabled = false
  tags                    = var.tags
}

resource "aws_sqs_queue" "cmk" {
  name_prefix                       = "${var.name}-cmk-"
  kms_master_key_id                 = aws_kms_key.this.key_id
  kms_data_key_reuse_period_seconds = 3600
  tags                              = var.tags
}

resource "aws_sqs_queue" "sse" {
  name                    = "${var.name}-sse"
  sqs_managed_sse_enabled = true
  tags                    = var.tags

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.sse_dead.arn
    maxReceiveCount     = 10
  })
}

resource "aws_sqs_queue" "sse_dead" {
  name                    = "${var.name}-sse-dead"
  sqs_managed_sse_enabled = true
  tags                    = var.tags

  redrive_allow_policy = jsonencode({ redrivePermission = "allowAll" })
}

resource "aws_sqs_queue_policy" "this" {
  for_each = { sse = aws_sqs_queue.sse, dead = aws_sqs_queue.sse_dead }

  queue_url = each.value.url
  policy    = data.aws_iam_policy_document.account[each.key].json
}

data "aws_iam_policy_document" "account" {
  for_each = { sse = aws_sqs_queue.sse, dead = aws_sqs_queue.sse_dead }

  statement {
    sid       = "AccountReadWrite"
    actions   = ["sqs:SendMessage", "sqs:ReceiveMessage"]
    resources = [each.value.arn]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "this" {
  description             = "Of ${var.name}"
  deletion_window_in_days = 7
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.key.json
  tags                    = var.tags
}

resource "aws_kms_alias" "this" {
  name          = "alias/sqs/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Default"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  statement {
    sid       = "SQS"
    actions   = ["kms:GenerateDataKey*", "kms:Decrypt"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["sqs.amazonaws.com"]
    }
  }
}
