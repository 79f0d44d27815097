# What is remembered of each table: who is changing it, how many decreases are left, what was changed and why.

module "state" {
  source = "../../modules/on-demand-table"

  name          = "${var.shared.prefix}-scaling"
  partition_key = { name = "pk" }
  sort_key      = { name = "sk" }
  ttl_attribute = "expires_at"

  point_in_time_recovery_days = var.shared.point_in_time_recovery_days
  encryption                  = var.shared.table_encryption
  deletion_protection         = var.shared.deletion_protection
  alarm_topic_arn             = var.shared.alarm_topic_arn
}
