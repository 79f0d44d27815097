# Orders in the cart table's stream -> cart-settler, which empties the lines that were sold. Nobody waits for it, and
# what anybody sees of a cart is the same before and after.

module "settler" {
  source = "../../modules/lambda"

  name               = "${var.shared.prefix}-cart-settler"
  description        = "Empties the lines that an order took, so that no sold line is announced as abandoned."
  service_name       = "cart-settler"
  zip_path           = local.zips["cart-settler"]
  memory_mb          = var.settler_memory_mb
  timeout_seconds    = var.settler_timeout_seconds
  log_level          = var.shared.log_level
  log_retention_days = var.shared.log_retention_days
  tracing            = var.shared.tracing
  alarm_topic_arn    = var.shared.alarm_topic_arn

  environment = {
    CART_TABLE     = module.carts.name
    REPEAT_SECONDS = tostring(var.repeat_seconds)
  }

  policy_statements = concat(module.settler_trigger.policy_statements, [{
    # What makes a line, and its time to live; no order's lines or total, nothing of what has been sold or is remembered.
    # The policy can't tell a line from an order: the time to live of either can be set.
    sid        = "EmptyLines"
    actions    = ["dynamodb:UpdateItem"]
    resources  = [module.carts.arn]
    conditions = { "ForAllValues:StringEquals" = { "dynamodb:Attributes" = local.line_attributes } }
  }])
}

locals {
  line_attributes = ["user_id", "product_id", "epoch", "quantity", "settled", "price", "added_at", "ttl"]

  # What packages/cart calls an order's sort key.
  order_keys = { product_id = { S = [{ prefix = "!ORDER#" }] } }
}

module "settler_trigger" {
  source = "../../modules/stream-trigger"

  stream_arn                 = module.carts.stream_arn
  function_name              = module.settler.function_name
  filter_patterns            = [jsonencode({ eventName = ["INSERT"], dynamodb = { Keys = local.order_keys } })]
  batch_size                 = var.settler_batch_size
  batching_window_seconds    = var.settler_batching_window_seconds
  parallelization_factor     = var.settler_parallelization_factor
  failure_destination_arn    = module.settler_failures.planned_arn
  iterator_age_alarm_seconds = var.settler_age_alarm_seconds
  alarm_topic_arn            = var.shared.alarm_topic_arn
}

# Where in the stream an order is that could not be settled. It costs no more than a line announced as abandoned.
module "settler_failures" {
  source = "../../modules/failure-queue"

  name            = "${var.shared.prefix}-cart-settler-failures"
  what_failed     = "settled"
  alarm_topic_arn = var.shared.alarm_topic_arn
  endpoint_url    = var.shared.endpoint_url
}
