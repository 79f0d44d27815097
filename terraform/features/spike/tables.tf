# One table for each strategy, all of the same shape and size, so that the numbers tell the strategies apart
# and nothing else.

module "table" {
  source   = "../../modules/provisioned-table"
  for_each = toset(["direct", "buffered", "spillover"])

  name                        = "${var.shared.prefix}-${each.key}"
  partition_key               = { name = "pk", type = "S" }
  sort_key                    = { name = "sk", type = "N" }
  ttl_attribute               = "expires_at"
  capacity_owner              = var.capacity_owner
  read_capacity               = var.read_capacity
  write_capacity              = var.write_capacity
  point_in_time_recovery_days = var.shared.point_in_time_recovery_days
  encryption                  = var.shared.table_encryption
  deletion_protection         = var.shared.deletion_protection
  alarm_topic_arn             = var.shared.alarm_topic_arn
}

module "table_scaling" {
  source   = "../../modules/table-scaling"
  for_each = var.capacity_owner == "autoscaling" ? module.table : {}

  table_name                 = each.value.name
  capacity_owner             = each.value.capacity_owner
  target_utilization_percent = var.autoscaling.target_utilization_percent

  # Autoscaling starts from the capacity of the variables and never goes below it.
  table = {
    read  = { min = var.read_capacity, max = var.autoscaling.max_read_capacity }
    write = { min = var.write_capacity, max = var.autoscaling.max_write_capacity }
  }
}
