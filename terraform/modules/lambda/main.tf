resource "aws_lambda_function" "this" {
  function_name                  = var.name
  description                    = var.description
  role                           = aws_iam_role.this.arn
  filename                       = var.zip_path
  source_code_hash               = fileexists(var.zip_path) ? filebase64sha256(var.zip_path) : null
  package_type                   = "Zip"
  runtime                        = "nodejs22.x"
  handler                        = "index.handler"
  architectures                  = [var.architecture]
  memory_size                    = var.memory_mb
  timeout                        = var.timeout_seconds
  reserved_concurrent_executions = coalesce(var.reserved_concurrency, -1)
  layers                         = var.layer_arns

  environment {
    variables = merge(
      {
        POWERTOOLS_SERVICE_NAME      = var.service_name
        POWERTOOLS_METRICS_NAMESPACE = "Spillway"
        LOG_LEVEL                    = var.log_level
      },
      var.environment,
    )
  }

  dynamic "vpc_config" {
    for_each = var.vpc == null ? [] : [var.vpc]

    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  tracing_config {
    mode = var.tracing ? "Active" : "PassThrough"
  }

  # The group must exist first, or Lambda would make one that never expires. The policy must too: a trigger
  # is refused while the role can't read its source, and the trigger waits for the function only.
  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.this]

  lifecycle {
    precondition {
      condition     = fileexists(var.zip_path)
      error_message = "There is no ${var.zip_path}: run \"pnpm build\" first."
    }
  }
}

# EventBridge invokes asynchronously, and Lambda then repeats a failed run, twice unless told otherwise.
# A producer that is run again sends all of its records again, under a new run.
resource "aws_lambda_function_event_invoke_config" "this" {
  function_name          = aws_lambda_function.this.function_name
  maximum_retry_attempts = var.async_retry_attempts
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
}
