# The whole feature against a mock provider: names, settings, who may do what, and the outputs that the scripts read.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/spillway-test" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/spillway-test" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = {
      arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-cart-settler-failures"
      url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-cart-settler-failures"
    }
  }
  mock_resource "aws_apigatewayv2_api" {
    defaults = {
      api_endpoint  = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5"
    }
  }
  mock_resource "aws_cognito_user_pool" {
    defaults = {
      id       = "us-east-1_AbCdEfGhI"
      endpoint = "cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI"
    }
  }
  mock_resource "aws_cognito_user_pool_client" {
    defaults = { id = "1example23456789" }
  }
}

override_resource {
  target = module.carts.aws_dynamodb_table.this
  values = {
    arn        = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-carts"
    stream_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-carts/stream/2026-11-29T08:00:00.000"
  }
}

override_resource {
  target = module.products.aws_dynamodb_table.this
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-products" }
}

variables {
  shared = {
    prefix                      = "spillway-test"
    region                      = "us-east-1"
    endpoint_url                = null
    alarm_topic_arn             = "arn:aws:sns:us-east-1:123456789012:spillway-test-alarms"
    metric_period_seconds       = 60
    apps_folder                 = "../../../apps"
    log_level                   = "INFO"
    log_retention_days          = 14
    tracing                     = false
    table_encryption            = "aws-owned"
    point_in_time_recovery_days = 0
    deletion_protection         = true

    # Any file that exists: the mock provider does not open it, and the tests need no build.
    zips = { cart-api = "versions.tf", cart-settler = "versions.tf" }
  }
}

run "defaults" {
  assert {
    condition = (
      output.api_url == "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
      && output.authorization == "iam"
      && output.user_pool_id == null && output.user_pool_client_id == null
      && output.cart_table_name == "spillway-test-carts"
      && output.products_table_name == "spillway-test-products"
      && output.currency == "EUR"
      && output.api_function_name == "spillway-test-cart-api"
      && output.settler_function_name == "spillway-test-cart-settler"
      && output.settler_failure_queue_name == "spillway-test-cart-settler-failures"
      && output.dashboard_name == "spillway-test-cart"
    )
    error_message = "The scripts find everything by these names."
  }
  assert {
    condition = { for name, value in module.api_function.environment : name => value if !contains(["POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"], name) } == {
      CART_TABLE        = "spillway-test-carts"
      PRODUCTS_TABLE    = "spillway-test-products"
      CURRENCY          = "EUR"
      LINE_DAYS         = "30"
      REPEAT_SECONDS    = "3600"
      MAX_QUANTITY      = "999"
      MAX_LINES         = "1000"
      CATALOGUE_SECONDS = "60"
      MAX_BODY_BYTES    = "10000"
    }
    error_message = "cart-api reads exactly these."
  }
  assert {
    condition = { for name, value in module.settler.environment : name => value if !contains(["POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"], name) } == {
      CART_TABLE     = "spillway-test-carts"
      REPEAT_SECONDS = "3600"
    }
    error_message = "cart-settler reads exactly these."
  }
  assert {
    condition     = output.announced.source_table == { name = "spillway-test-carts", arn = module.carts.arn, stream_arn = module.carts.stream_arn, keys = { partition_key = { name = "user_id", type = "S" }, sort_key = { name = "product_id", type = "S" } } }
    error_message = "Feature capture is told which table it is."
  }
}

run "who_may_do_what" {
  assert {
    condition = { for statement in jsondecode(module.api_function.policy).Statement : statement.Sid => [statement.Action, [for arn in statement.Resource : split(":", arn)[5]]] if statement.Sid != "WriteOwnLogs" } == {
      KeepCarts    = [["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], ["table/spillway-test-carts"]]
      ReadProducts = [["dynamodb:BatchGetItem", "dynamodb:GetItem"], ["table/spillway-test-products"]]
      TakeStock    = [["dynamodb:UpdateItem"], ["table/spillway-test-products"]]
    }
    error_message = "The API may do this and nothing else: it deletes nothing."
  }
  assert {
    condition     = { for statement in jsondecode(module.api_function.policy).Statement : statement.Sid => statement.Condition if can(statement.Condition) } == { TakeStock = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["*#*"] } } }
    error_message = "It takes stock, and can change no price."
  }
  assert {
    condition = { for statement in jsondecode(module.settler.policy).Statement : statement.Sid => [statement.Action, statement.Resource] if statement.Sid != "WriteOwnLogs" } == {
      ReadStream        = [["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], [module.carts.stream_arn]]
      ListStreams       = [["dynamodb:ListStreams"], ["${module.carts.arn}/stream/*"]]
      KeepFailedChanges = [["sqs:SendMessage"], ["arn:aws:sqs:us-east-1:123456789012:spillway-test-cart-settler-failures"]]
      EmptyLines        = [["dynamodb:UpdateItem"], [module.carts.arn]]
    }
    error_message = "The settler may do this and nothing else: it reads no item."
  }
  assert {
    condition = [for statement in jsondecode(module.settler.policy).Statement : values(statement.Condition) if can(statement.Condition)] == [
      [{ "dynamodb:Attributes" = ["user_id", "product_id", "epoch", "quantity", "settled", "price", "added_at", "ttl"] }],
    ]
    error_message = "It can't change an order's lines and total, or what has been sold."
  }
}

run "what_comes_of_orders_and_abandoned_lines" {
  command = plan

  assert {
    condition     = local.order_keys == { product_id = { S = [{ prefix = "!ORDER#" }] } } && jsondecode(local.announced_patterns[0]) == { eventName = ["INSERT"], dynamodb = { Keys = local.order_keys } }
    error_message = "The settler and the announcing take orders when they are new, and no other change."
  }
  assert {
    condition     = jsondecode(local.announced_patterns[1]) == { eventName = ["REMOVE"], userIdentity = { principalId = ["dynamodb.amazonaws.com"] }, dynamodb = { OldImage = { quantity = { N = [{ exists = true }] } } } }
    error_message = "Abandoned is a line with units in it that DynamoDB removed by its time to live."
  }
  assert {
    condition     = { for rule in output.announced.notice_rules : rule.name => jsondecode(rule.pattern) } == { order-placed = { type = ["insert"], keys = { product_id = [{ prefix = "!ORDER#" }] } }, cart-abandoned = { type = ["remove"], by = ["ttl"], old = { quantity = [{ exists = true }] } } }
    error_message = "Each of the two has its notice."
  }
}

run "shoppers_of_a_user_pool" {
  variables {
    with_user_pool   = true
    password_sign_in = true
    cors             = { allow_origins = ["https://shop.example.com"] }
    line_days        = 7
    currency         = "CHF"
  }

  assert {
    condition     = output.authorization == "jwt" && local.jwt.issuer == "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI" && local.jwt.audience == [output.user_pool_client_id]
    error_message = "The API takes the tokens that the pool makes for its client."
  }
  assert {
    condition     = aws_cognito_user_pool_client.shop[0].explicit_auth_flows == toset(["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"]) && aws_cognito_user_pool.shoppers[0].deletion_protection == "ACTIVE"
    error_message = "Passwords may be sent where asked for; shoppers are protected as tables are."
  }
  assert {
    condition     = one(aws_cognito_user_pool.shoppers[0].username_configuration).case_sensitive == false
    error_message = "Ann@example.com is ann@example.com, with one cart."
  }
  assert {
    condition     = length(aws_cognito_user_pool.shoppers[0].email_configuration) == 0
    error_message = "Cognito sends the mails by itself where nothing else is said."
  }
  assert {
    condition     = contains(local.cors.allow_headers, "idempotency-key") && contains(local.cors.allow_methods, "DELETE") && local.cors.expose_headers == toset(["idempotency-replayed", "location", "retry-after"])
    error_message = "A page may call every operation, with its idempotency key, and read every header that the API answers with."
  }
  assert {
    condition     = module.api_function.environment["LINE_DAYS"] == "7" && module.api_function.environment["CURRENCY"] == "CHF" && output.currency == "CHF"
    error_message = "The shop's rules reach the function."
  }
}

run "sign_up_mails_by_ses" {
  variables {
    with_user_pool = true
    sign_up_email  = { source_arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com", from = "Shop <shop@example.com>" }
  }

  assert {
    condition = [for email in aws_cognito_user_pool.shoppers[0].email_configuration : [email.email_sending_account, email.source_arn, email.from_email_address]] == [
      ["DEVELOPER", "arn:aws:ses:us-east-1:123456789012:identity/example.com", "Shop <shop@example.com>"],
    ]
    error_message = "Mails go out by the identity of SES, as many as it may send."
  }
}

run "rejects_mails_without_a_pool" {
  command         = plan
  expect_failures = [var.sign_up_email]

  variables {
    sign_up_email = { source_arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com", from = "shop@example.com" }
  }
}

run "rejects_mails_of_no_identity" {
  command         = plan
  expect_failures = [var.sign_up_email]

  variables {
    with_user_pool = true
    sign_up_email  = { source_arn = "shop@example.com", from = "shop@example.com" }
  }
}

run "tokens_of_another_issuer" {
  variables {
    jwt = { issuer = "https://login.example.com", audience = ["shop"], scopes = ["cart"] }
  }

  assert {
    condition     = output.authorization == "jwt" && local.jwt == { issuer = "https://login.example.com", audience = toset(["shop"]), scopes = toset(["cart"]) } && length(aws_cognito_user_pool.shoppers) == 0
    error_message = "No pool is made."
  }
}

run "rejects_two_issuers" {
  command         = plan
  expect_failures = [var.jwt]

  variables {
    with_user_pool = true
    jwt            = { issuer = "https://login.example.com", audience = ["shop"] }
  }
}

run "rejects_values" {
  command = plan
  expect_failures = [
    var.max_write_units,
    var.max_read_units,
    var.products_max_write_units,
    var.products_max_read_units,
    var.currency,
    var.line_days,
    var.repeat_seconds,
    var.max_quantity,
    var.max_lines,
    var.catalogue_seconds,
    var.api_memory_mb,
    var.max_body_bytes,
    var.settler_memory_mb,
    var.settler_timeout_seconds,
    var.settler_batch_size,
    var.settler_batching_window_seconds,
    var.settler_parallelization_factor,
    var.settler_age_alarm_seconds,
  ]

  variables {
    max_write_units                 = 0
    max_read_units                  = -1
    products_max_write_units        = 0.5
    products_max_read_units         = 0
    currency                        = "eur"
    line_days                       = 0
    repeat_seconds                  = 10
    max_quantity                    = 0
    max_lines                       = 1001
    catalogue_seconds               = 3601
    api_memory_mb                   = 64
    max_body_bytes                  = 1
    settler_memory_mb               = 64
    settler_timeout_seconds         = 5
    settler_batch_size              = 0
    settler_batching_window_seconds = 301
    settler_parallelization_factor  = 11
    settler_age_alarm_seconds       = 0
  }
}
