# After terraform-aws-lambda: its complete, alias, async and event-source-mapping forms. Without container
# images, Lambda@Edge, provisioned concurrency, and mappings of streams, which the local cloud does not run.

data "aws_caller_identity" "current" {}

locals {
  managed = [
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AWSLambdaSQSQueueExecutionRole",
    "AWSXRayDaemonWriteAccess",
    "AWSXrayReadOnlyAccess",
  ]
}

resource "aws_lambda_function" "this" {
  function_name    = var.name
  description      = "Of the complete form"
  role             = aws_iam_role.this.arn
  handler          = "index.handler"
  runtime          = "nodejs22.x"
  architectures    = ["x86_64"]
  filename         = var.package
  source_code_hash = filebase64sha256(var.package)
  publish          = true
  timeout          = 10
  memory_size      = 256
  layers           = [aws_lambda_layer_version.local.arn, aws_lambda_layer_version.s3.arn]

  reserved_concurrent_executions = 10

  environment {
    variables = { Hello = "World", Serverless = "Terraform" }
  }

  ephemeral_storage {
    size = 1024
  }

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
  }

  tracing_config {
    mode = "PassThrough"
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.this["dead"].arn
  }

  timeouts {
    create = "2m"
  }

  tags = merge(var.tags, { Language = "node" })

  # Whether the role may send to the queue of dead letters is asked when the function is made.
  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.this]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = 14
  tags              = var.tags
}

resource "aws_lambda_layer_version" "local" {
  layer_name               = "${var.name}-local"
  description              = "Deployed from a file"
  filename                 = var.package
  source_code_hash         = filebase64sha256(var.package)
  compatible_runtimes      = ["nodejs22.x"]
  compatible_architectures = ["arm64", "x86_64"]
}

resource "aws_lambda_layer_version" "s3" {
  layer_name          = "${var.name}-s3"
  description         = "Deployed from S3"
  s3_bucket           = aws_s3_object.package.bucket
  s3_key              = aws_s3_object.package.key
  source_code_hash    = filebase64sha256(var.package)
  compatible_runtimes = ["nodejs22.x"]
}

resource "aws_s3_bucket" "builds" {
  bucket        = "${var.name}-builds"
  force_destroy = true
}

resource "aws_s3_object" "package" {
  bucket = aws_s3_bucket.builds.id
  key    = "lambda-builds/package.zip"
  source = var.package
  etag   = filemd5(var.package)
}

resource "aws_lambda_function" "from_s3" {
  function_name    = "${var.name}-from-s3"
  role             = aws_iam_role.this.arn
  handler          = "index.handler"
  runtime          = "nodejs22.x"
  s3_bucket        = aws_s3_object.package.bucket
  s3_key           = aws_s3_object.package.key
  source_code_hash = filebase64sha256(var.package)
  tags             = var.tags
}

resource "aws_lambda_alias" "prod" {
  name             = "prod"
  description      = "What runs"
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

resource "aws_lambda_event_source_mapping" "work" {
  function_name                      = aws_lambda_alias.prod.arn
  event_source_arn                   = aws_sqs_queue.this["work"].arn
  batch_size                         = 20
  maximum_batching_window_in_seconds = 5
  function_response_types            = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 5
  }

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { kind = ["order"] } })
    }
  }

  tags = var.tags
}

resource "aws_lambda_function_event_invoke_config" "this" {
  for_each = { latest = "$LATEST", current = aws_lambda_function.this.version }

  function_name                = aws_lambda_function.this.function_name
  qualifier                    = each.value
  maximum_event_age_in_seconds = 100
  maximum_retry_attempts       = 1

  destination_config {
    on_failure {
      destination = aws_sqs_queue.this["failed"].arn
    }

    on_success {
      destination = aws_sqs_queue.this["done"].arn
    }
  }
}

resource "aws_lambda_function_url" "this" {
  function_name      = aws_lambda_function.this.function_name
  authorization_type = "AWS_IAM"

  cors {
    allow_credentials = true
    allow_origins     = ["https://example.com"]
    allow_methods     = ["*"]
    allow_headers     = ["date", "keep-alive"]
    expose_headers    = ["keep-alive", "date"]
    max_age           = 86400
  }
}

resource "aws_lambda_permission" "one_rule" {
  for_each = { latest = null, prod = aws_lambda_alias.prod.name }

  statement_id  = "OneRule"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this.function_name
  qualifier     = each.value
  principal     = "events.amazonaws.com"
  source_arn    = "arn:aws:events:us-east-1:${data.aws_caller_identity.current.account_id}:rule/RunDaily"
}

resource "aws_sqs_queue" "this" {
  for_each = toset(["work", "dead", "failed", "done"])

  name                       = "${var.name}-${each.key}"
  visibility_timeout_seconds = 60
}

resource "aws_iam_role" "this" {
  name               = var.name
  path               = "/tf-managed/"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = var.tags
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com", "appsync.amazonaws.com"]
    }
  }

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["12345"]
    }
  }
}

resource "aws_iam_role_policy_attachment" "managed" {
  for_each = toset(local.managed)

  role       = aws_iam_role.this.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_iam_policy" "this" {
  name   = var.name
  path   = "/tf-managed/"
  policy = data.aws_iam_policy_document.this.json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.this.arn
}

data "aws_iam_policy_document" "this" {
  statement {
    sid       = "queues"
    actions   = ["sqs:SendMessage"]
    resources = [for queue in aws_sqs_queue.this : queue.arn]
  }

  statement {
    sid       = "s3Read"
    effect    = "Deny"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::my-bucket/*"]
  }
}
