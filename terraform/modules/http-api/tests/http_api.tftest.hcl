mock_provider "aws" {
  mock_resource "aws_apigatewayv2_api" {
    defaults = {
      id            = "a1b2c3d4e5"
      api_endpoint  = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5"
    }
  }
  mock_resource "aws_apigatewayv2_integration" {
    defaults = { id = "int1234" }
  }
  mock_resource "aws_apigatewayv2_authorizer" {
    defaults = { id = "auth12" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/orders" }
  }
}

variables {
  name            = "orders"
  description     = "Takes orders."
  routes          = ["POST /orders", "GET /orders/{id}"]
  function_name   = "orders-api"
  invoke_arn      = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:orders-api/invocations"
  alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "defaults" {
  assert {
    condition     = toset([for route in aws_apigatewayv2_route.this : "${route.route_key} ${route.authorization_type} ${route.target}"]) == toset(["POST /orders AWS_IAM integrations/int1234", "GET /orders/{id} AWS_IAM integrations/int1234"])
    error_message = "Each operation is a route, and each is signed."
  }
  assert {
    condition     = length(aws_apigatewayv2_authorizer.jwt) == 0 && output.authorization == "iam"
    error_message = "IAM unless another is named."
  }
  assert {
    condition     = aws_apigatewayv2_integration.this.payload_format_version == "2.0" && aws_apigatewayv2_integration.this.timeout_milliseconds == 29000 && aws_apigatewayv2_integration.this.integration_uri == var.invoke_arn
    error_message = "The function gets payload format 2.0."
  }
  assert {
    condition     = aws_apigatewayv2_stage.this.name == "$default" && aws_apigatewayv2_stage.this.auto_deploy && aws_apigatewayv2_stage.this.default_route_settings[0].throttling_rate_limit == 100 && aws_apigatewayv2_stage.this.default_route_settings[0].throttling_burst_limit == 200
    error_message = "One stage, deployed by itself, throttled."
  }
  assert {
    condition     = aws_apigatewayv2_stage.this.access_log_settings[0].destination_arn == "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/orders" && aws_cloudwatch_log_group.access.retention_in_days == 14
    error_message = "Access is logged, for a while."
  }
  assert {
    condition     = contains(values(jsondecode(aws_apigatewayv2_stage.this.access_log_settings[0].format)), "$context.identity.userArn")
    error_message = "The log says who called."
  }
  assert {
    condition     = length(aws_apigatewayv2_api.this.cors_configuration) == 0
    error_message = "No page of another origin may call."
  }
  assert {
    condition     = aws_lambda_permission.this.source_arn == "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/$default/*" && aws_lambda_permission.this.principal == "apigateway.amazonaws.com"
    error_message = "This API may invoke the function, and no other."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.failures.metric_name == "5xx" && aws_cloudwatch_metric_alarm.failures.dimensions == tomap({ ApiId = "a1b2c3d4e5" }) && aws_cloudwatch_metric_alarm.failures.alarm_actions == toset([var.alarm_topic_arn])
    error_message = "Answers of 5xx ring."
  }
  assert {
    condition     = output.api_url == "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com" && output.execution_arn == "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5"
    error_message = "Callers are told where it is."
  }
}

run "tokens_instead_of_signatures" {
  variables {
    jwt  = { issuer = "https://login.example.com", audience = ["orders"], scopes = ["orders/write"] }
    cors = { allow_origins = ["https://shop.example.com"] }
  }

  assert {
    condition     = toset([for route in aws_apigatewayv2_route.this : "${route.authorization_type} ${route.authorizer_id} ${join(",", route.authorization_scopes)}"]) == toset(["JWT auth12 orders/write"])
    error_message = "Each route asks for a token."
  }
  assert {
    condition     = aws_apigatewayv2_authorizer.jwt[0].jwt_configuration[0].issuer == "https://login.example.com" && aws_apigatewayv2_authorizer.jwt[0].jwt_configuration[0].audience == toset(["orders"]) && output.authorization == "jwt"
    error_message = "Of this issuer, for this audience."
  }
  assert {
    condition     = aws_apigatewayv2_api.this.cors_configuration[0].allow_origins == toset(["https://shop.example.com"])
    error_message = "The shop's pages may call."
  }
  assert {
    condition     = contains(values(jsondecode(aws_apigatewayv2_stage.this.access_log_settings[0].format)), "$context.authorizer.claims.sub")
    error_message = "The log says who called."
  }
}

run "rejects_values" {
  command = plan
  expect_failures = [
    var.name,
    var.description,
    var.routes,
    var.function_name,
    var.timeout_seconds,
    var.jwt,
    var.cors,
    var.throttling,
    var.failure_alarm_answers,
    var.alarm_topic_arn,
  ]

  variables {
    name                  = "orders api"
    description           = ""
    routes                = ["$default"]
    function_name         = "orders api"
    timeout_seconds       = 31
    jwt                   = { issuer = "login", audience = [] }
    cors                  = { allow_origins = [] }
    throttling            = { rate = 0, burst = 0 }
    failure_alarm_answers = 0
    alarm_topic_arn       = "alarms"
  }
}

run "rejects_any_method" {
  command         = plan
  expect_failures = [var.routes]

  variables {
    routes = ["ANY /orders"]
  }
}
