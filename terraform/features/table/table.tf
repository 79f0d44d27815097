# The table: paid by request, or by capacity that this configuration, Application Auto Scaling or the scaler owns.

locals {
  name = coalesce(var.name, "${var.shared.prefix}-table")

  is_on_demand  = var.billing == "on-demand"
  is_autoscaled = !local.is_on_demand && var.capacity_owner == "autoscaling"
}

module "on_demand" {
  source = "../../modules/on-demand-table"
  count  = local.is_on_demand ? 1 : 0

  name            = local.name
  partition_key   = var.partition_key
  sort_key        = var.sort_key
  max_read_units  = var.max_read_units
  max_write_units = var.max_write_units
  local_indexes   = var.local_indexes
  global_indexes = { for name, index in var.global_indexes : name => {
    partition_key       = index.partition_key
    sort_key            = index.sort_key
    projection          = index.projection
    included_attributes = index.included_attributes
    max_read_units      = index.max_read_units
    max_write_units     = index.max_write_units
  } }
  ttl_attribute               = var.ttl_attribute
  stream_view_type            = var.stream_view_type
  throttle_alarm_threshold    = var.throttle_alarm_threshold
  point_in_time_recovery_days = var.shared.point_in_time_recovery_days
  encryption                  = var.shared.table_encryption
  deletion_protection         = var.shared.deletion_protection
  alarm_topic_arn             = var.shared.alarm_topic_arn
}

module "provisioned" {
  source = "../../modules/provisioned-table"
  count  = local.is_on_demand ? 0 : 1

  name           = local.name
  partition_key  = var.partition_key
  sort_key       = var.sort_key
  capacity_owner = var.capacity_owner
  read_capacity  = var.read_capacity
  write_capacity = var.write_capacity
  local_indexes  = var.local_indexes
  global_indexes = { for name, index in var.global_indexes : name => {
    partition_key       = index.partition_key
    sort_key            = index.sort_key
    projection          = index.projection
    included_attributes = index.included_attributes
    read_capacity       = coalesce(index.read_capacity, var.read_capacity)
    write_capacity      = coalesce(index.write_capacity, var.write_capacity)
  } }
  ttl_attribute               = var.ttl_attribute
  stream_view_type            = var.stream_view_type
  throttle_alarm_threshold    = var.throttle_alarm_threshold
  point_in_time_recovery_days = var.shared.point_in_time_recovery_days
  encryption                  = var.shared.table_encryption
  deletion_protection         = var.shared.deletion_protection
  alarm_topic_arn             = var.shared.alarm_topic_arn
}

module "autoscaling" {
  source = "../../modules/table-scaling"
  count  = local.is_autoscaled ? 1 : 0

  table_name                 = module.provisioned[0].name
  capacity_owner             = module.provisioned[0].capacity_owner
  target_utilization_percent = var.autoscaling.target_utilization_percent
  scale_in_cooldown_seconds  = var.autoscaling.scale_in_cooldown_seconds
  table                      = { read = var.autoscaling.read, write = var.autoscaling.write }
  indexes = { for name, index in var.global_indexes : name => {
    read  = coalesce(index.autoscaling.read, var.autoscaling.read)
    write = coalesce(index.autoscaling.write, var.autoscaling.write)
  } }
}
