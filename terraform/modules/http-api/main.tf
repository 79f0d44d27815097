# HTTP API in front of one function: each operation a route of its own with the authorizer, so that nothing is open
# by accident, and what is no route is answered by API Gateway itself.

resource "aws_apigatewayv2_api" "this" {
  name          = var.name
  description   = var.description
  protocol_type = "HTTP"

  dynamic "cors_configuration" {
    for_each = var.cors == null ? [] : [var.cors]

    content {
      allow_origins  = cors_configuration.value.allow_origins
      allow_methods  = cors_configuration.value.allow_methods
      allow_headers  = cors_configuration.value.allow_headers
      expose_headers = cors_configuration.value.expose_headers
      max_age        = cors_configuration.value.max_age_seconds
    }
  }
}

resource "aws_apigatewayv2_integration" "this" {
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = var.invoke_arn
  payload_format_version = "2.0"
  timeout_milliseconds   = var.timeout_seconds * 1000
}

resource "aws_apigatewayv2_authorizer" "jwt" {
  count = var.jwt == null ? 0 : 1

  api_id           = aws_apigatewayv2_api.this.id
  name             = "jwt"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = var.jwt.issuer
    audience = var.jwt.audience
  }
}

resource "aws_apigatewayv2_route" "this" {
  for_each = var.routes

  api_id               = aws_apigatewayv2_api.this.id
  route_key            = each.key
  target               = "integrations/${aws_apigatewayv2_integration.this.id}"
  authorization_type   = var.jwt == null ? "AWS_IAM" : "JWT"
  authorizer_id        = one(aws_apigatewayv2_authorizer.jwt[*].id)
  authorization_scopes = try(var.jwt.scopes, null)
}

# $default is served at the API's own address, without a stage's name in the path.
resource "aws_apigatewayv2_stage" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit  = var.throttling.rate
    throttling_burst_limit = var.throttling.burst
  }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = jsonencode(local.access_log_fields)
  }

  # A deployment of what is half there would answer 404.
  depends_on = [aws_apigatewayv2_route.this]
}

locals {
  # https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
  access_log_fields = {
    requestId         = "$context.requestId"
    requestTime       = "$context.requestTime"
    sourceIp          = "$context.identity.sourceIp"
    caller            = var.jwt == null ? "$context.identity.userArn" : "$context.authorizer.claims.sub"
    httpMethod        = "$context.httpMethod"
    path              = "$context.path"
    routeKey          = "$context.routeKey"
    status            = "$context.status"
    protocol          = "$context.protocol"
    responseLength    = "$context.responseLength"
    responseLatency   = "$context.responseLatency"
    integrationStatus = "$context.integrationStatus"
    error             = "$context.integrationErrorMessage"
    authorizerError   = "$context.authorizer.error"
  }
}

# CloudWatch Logs lets AWS's services write to groups of this prefix without a longer policy each time.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
resource "aws_cloudwatch_log_group" "access" {
  name              = "/aws/vendedlogs/${var.name}"
  retention_in_days = var.log_retention_days
}

# Any route of this one API, of its one stage.
resource "aws_lambda_permission" "this" {
  statement_id  = "HttpApiMayInvoke"
  action        = "lambda:InvokeFunction"
  function_name = var.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/${aws_apigatewayv2_stage.this.name}/*"
}
