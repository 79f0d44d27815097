# What feature capture announces of this table: a new order, and a line that ran out with unsold units in it. Lines
# change all the time, and nobody has to hear of that: those changes don't even reach the function.

locals {
  # Of sold lines nothing is left but what remembers requests, without a quantity. Of others the old image has
  # `quantity` and, where some of these units were sold, `settled`: what lies between was abandoned.
  announced_patterns = [
    jsonencode({ eventName = ["INSERT"], dynamodb = { Keys = local.order_keys } }),
    jsonencode({
      eventName    = ["REMOVE"]
      userIdentity = { principalId = ["dynamodb.amazonaws.com"] }
      dynamodb     = { OldImage = { quantity = { N = [{ exists = true }] } } }
    }),
  ]

  notice_rules = [
    {
      name    = "order-placed"
      pattern = jsonencode({ type = ["insert"], keys = { product_id = [{ prefix = "!ORDER#" }] } })
      subject = "Order placed"
    },
    {
      name    = "cart-abandoned"
      pattern = jsonencode({ type = ["remove"], by = ["ttl"], old = { quantity = [{ exists = true }] } })
      subject = "Cart abandoned"
    },
  ]
}
