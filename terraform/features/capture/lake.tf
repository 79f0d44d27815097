# Optional: the same changes through Firehose, in large objects by the hour, for a lake.

locals {
  lake_name = "${var.shared.prefix}-changes"

  lake_statements = [for stream in aws_kinesis_firehose_delivery_stream.lake : {
    sid       = "SendToLake"
    actions   = ["firehose:PutRecordBatch"]
    resources = [stream.arn]
  }]
}

resource "aws_kinesis_firehose_delivery_stream" "lake" {
  count = var.lake == null ? 0 : 1

  name        = local.lake_name
  destination = "extended_s3"

  server_side_encryption {
    enabled  = true
    key_type = "AWS_OWNED_CMK"
  }

  extended_s3_configuration {
    role_arn            = aws_iam_role.lake[0].arn
    bucket_arn          = module.audit_bucket.arn
    prefix              = "lake/"
    error_output_prefix = "lake-errors/!{firehose:error-output-type}/"
    buffering_size      = var.lake.buffer_mb
    buffering_interval  = var.lake.buffer_seconds
    compression_format  = "GZIP"
  }

  depends_on = [aws_iam_role_policy.lake]
}

resource "aws_iam_role" "lake" {
  count = var.lake == null ? 0 : 1

  name        = local.lake_name
  description = "What the delivery stream ${local.lake_name} may do."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "firehose.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
    }]
  })
}

# https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
resource "aws_iam_role_policy" "lake" {
  count = var.lake == null ? 0 : 1

  name = "delivery"
  role = aws_iam_role.lake[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "FindBucket"
          Effect   = "Allow"
          Action   = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"]
          Resource = [module.audit_bucket.planned_arn]
        },
        {
          Sid      = "WriteObjects"
          Effect   = "Allow"
          Action   = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]
          Resource = ["${module.audit_bucket.planned_arn}/lake/*", "${module.audit_bucket.planned_arn}/lake-errors/*"]
        },
      ],
      [for statement in local.audit_key_statements : {
        Sid      = statement.sid
        Effect   = "Allow"
        Action   = concat(statement.actions, ["kms:Decrypt"])
        Resource = statement.resources
      }],
    )
  })
}

resource "aws_cloudwatch_metric_alarm" "lake_age" {
  count = var.lake == null ? 0 : 1

  alarm_name          = "${local.lake_name}-age"
  alarm_description   = "Delivery stream ${local.lake_name} holds changes that are older than three times its buffer: see its destination error logs."
  namespace           = "AWS/Firehose"
  metric_name         = "DeliveryToS3.DataFreshness"
  dimensions          = { DeliveryStreamName = aws_kinesis_firehose_delivery_stream.lake[0].name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 3 * max(60, var.lake.buffer_seconds)
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.shared.alarm_topic_arn]
  ok_actions          = [var.shared.alarm_topic_arn]
}
