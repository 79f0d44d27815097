locals {
  log_statement = {
    Sid      = "WriteOwnLogs"
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    Resource = ["${aws_cloudwatch_log_group.this.arn}:*"] # the streams of this one group: AWS has no narrower name for them
  }

  trace_statement = {
    Sid      = "SendTraces"
    Effect   = "Allow"
    Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    Resource = ["*"] # X-Ray has no resources to name: AWS accepts nothing else here
  }

  account_statement = {
    Sid      = "ReadAccount"
    Effect   = "Allow"
    Action   = sort(var.account_actions)
    Resource = ["*"] # AWS has no resources to name for these
  }

  given_statements = [for statement in var.policy_statements : merge(
    {
      Sid      = statement.sid
      Effect   = "Allow"
      Action   = statement.actions
      Resource = statement.resources
    },
    length(statement.conditions) == 0 ? {} : { Condition = statement.conditions },
  )]
}

resource "aws_iam_role" "this" {
  name        = var.name
  description = "What function ${var.name} may do."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "function"
  role = aws_iam_role.this.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat([local.log_statement], var.tracing ? [local.trace_statement] : [], length(var.account_actions) == 0 ? [] : [local.account_statement], local.vpc_statements, local.given_statements)
  })
}
