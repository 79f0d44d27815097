# Shoppers -> HTTP API -> cart-api -> the tables.

module "api" {
  source = "../../modules/http-api"

  name               = "${var.shared.prefix}-cart"
  description        = "Carts, checkout and orders of ${var.shared.prefix}."
  routes             = local.routes
  function_name      = module.api_function.function_name
  invoke_arn         = module.api_function.invoke_arn
  jwt                = local.jwt
  cors               = local.cors
  throttling         = var.throttling
  log_retention_days = var.shared.log_retention_days
  alarm_topic_arn    = var.shared.alarm_topic_arn
}

locals {
  # apps/cart-api answers these.
  routes = [
    "DELETE /cart/lines/{productId}",
    "GET /cart",
    "GET /openapi.json",
    "GET /orders",
    "GET /orders/{number}",
    "POST /cart/lines",
    "POST /checkout",
    "PUT /cart/lines/{productId}",
  ]

  # What a shop's pages need of browsers, where they are of another origin.
  cors = var.cors == null ? null : merge(var.cors, {
    allow_methods  = coalesce(var.cors.allow_methods, ["DELETE", "GET", "POST", "PUT"])
    allow_headers  = coalesce(var.cors.allow_headers, ["authorization", "content-type", "idempotency-key"])
    expose_headers = coalesce(var.cors.expose_headers, ["idempotency-replayed", "location", "retry-after"])
  })
}

module "api_function" {
  source = "../../modules/lambda"

  name               = "${var.shared.prefix}-cart-api"
  description        = "Keeps carts, turns them into orders, and lists orders."
  service_name       = "cart-api"
  zip_path           = local.zips["cart-api"]
  memory_mb          = var.api_memory_mb
  timeout_seconds    = 29 # API Gateway waits 30 s at most
  log_level          = var.shared.log_level
  log_retention_days = var.shared.log_retention_days
  tracing            = var.shared.tracing
  alarm_topic_arn    = var.shared.alarm_topic_arn

  environment = {
    CART_TABLE        = module.carts.name
    PRODUCTS_TABLE    = module.products.name
    CURRENCY          = var.currency
    LINE_DAYS         = tostring(var.line_days)
    REPEAT_SECONDS    = tostring(var.repeat_seconds)
    MAX_QUANTITY      = tostring(var.max_quantity)
    MAX_LINES         = tostring(var.max_lines)
    CATALOGUE_SECONDS = tostring(var.catalogue_seconds)
    MAX_BODY_BYTES    = tostring(var.max_body_bytes)
  }

  # A transaction needs the actions of its parts. Nothing is ever deleted: a line that is removed is emptied.
  policy_statements = [
    {
      sid       = "KeepCarts"
      actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
      resources = [module.carts.arn]
    },
    {
      sid       = "ReadProducts"
      actions   = ["dynamodb:BatchGetItem", "dynamodb:GetItem"]
      resources = [module.products.arn]
    },
    {
      # Only of stock counters, such as lamp#003: a product itself, with its price, has a key without '#'.
      sid        = "TakeStock"
      actions    = ["dynamodb:UpdateItem"]
      resources  = [module.products.arn]
      conditions = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["*#*"] } }
    },
  ]
}
