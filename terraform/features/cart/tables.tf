# Two tables: the carts with their orders, and the products with their stock.

locals {
  cart_keys = { partition_key = { name = "user_id", type = "S" }, sort_key = { name = "product_id", type = "S" } }
}

# A line for each product, what has been sold beside them, and the orders: all that a user has is one partition key.
module "carts" {
  source = "../../modules/on-demand-table"

  name                        = "${var.shared.prefix}-carts"
  partition_key               = local.cart_keys.partition_key
  sort_key                    = local.cart_keys.sort_key
  ttl_attribute               = "ttl"
  stream_view_type            = "NEW_AND_OLD_IMAGES"
  max_read_units              = var.max_read_units
  max_write_units             = var.max_write_units
  point_in_time_recovery_days = var.shared.point_in_time_recovery_days
  encryption                  = var.shared.table_encryption
  deletion_protection         = var.shared.deletion_protection
  alarm_topic_arn             = var.shared.alarm_topic_arn
}

# A product, and its stock counters with a partition key each, so that a hot product's stock is on several partitions.
module "products" {
  source = "../../modules/on-demand-table"

  name                        = "${var.shared.prefix}-products"
  partition_key               = { name = "product_id" }
  sort_key                    = { name = "part" }
  max_read_units              = var.products_max_read_units
  max_write_units             = var.products_max_write_units
  point_in_time_recovery_days = var.shared.point_in_time_recovery_days
  encryption                  = var.shared.table_encryption
  deletion_protection         = var.shared.deletion_protection
  alarm_topic_arn             = var.shared.alarm_topic_arn
}
