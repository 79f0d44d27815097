# The tables that are scaled: one of the feature's own, or those that are named.

locals {
  own_table = length(var.tables) == 0

  table_arns = local.own_table ? { (module.entities[0].name) = module.entities[0].arn } : {
    for name in keys(var.tables) : name => "arn:${local.partition}:dynamodb:${var.shared.region}:${local.account_id}:table/${name}"
  }
  index_names = local.own_table ? { (module.entities[0].name) = module.entities[0].index_names } : {
    for name, table in var.tables : name => sort(keys(table.indexes))
  }

  # The variable SCALED_TABLES: what a table or index does not say has the values of all (DYNAMODB_...).
  scaled_tables = local.own_table ? jsonencode({ (module.entities[0].name) = {} }) : jsonencode({
    for name, table in var.tables : name => merge(
      { for part, units in { base = table.base, max = table.max } : part => local.given_units[name][part] if length(local.given_units[name][part]) > 0 },
      length(local.given_indexes[name]) == 0 ? {} : { indexes = local.given_indexes[name] },
    )
  })
  given_units = { for name, table in var.tables : name => {
    for part, units in { base = table.base, max = table.max } : part => { for kind in ["read", "write"] : kind => units[kind] if units[kind] != null }
  } }
  given_indexes = { for name, table in var.tables : name => { for index, bounds in table.indexes : index => {
    for part, units in { base = bounds.base, max = bounds.max } : part => { for kind in ["read", "write"] : kind => units[kind] if units[kind] != null } if units.read != null || units.write != null
  } } }
}

module "entities" {
  source = "../../modules/provisioned-table"
  count  = local.own_table ? 1 : 0

  name           = "${var.shared.prefix}-entities"
  partition_key  = { name = "pk" }
  sort_key       = { name = "sk" }
  ttl_attribute  = "expires_at"
  capacity_owner = "scaler"
  read_capacity  = var.base.read
  write_capacity = var.base.write
  global_indexes = {
    byEmail = { partition_key = { name = "email" }, read_capacity = var.base.read, write_capacity = var.base.write }
    byType  = { partition_key = { name = "entityType" }, read_capacity = var.base.read, write_capacity = var.base.write }
  }
  point_in_time_recovery_days = var.shared.point_in_time_recovery_days
  encryption                  = var.shared.table_encryption
  deletion_protection         = var.shared.deletion_protection
  alarm_topic_arn             = var.shared.alarm_topic_arn
  throttle_alarm_function     = local.alarm_function
}

locals {
  alarm_function = { name = module.scaler.function_name, arn = module.scaler.function_arn }
}

# Whoever made a named table may have alarms of its own on it: these have names of the feature's.
module "throttle_alarms" {
  source   = "../../modules/throttle-alarms"
  for_each = var.tables

  name            = "${var.shared.prefix}-scaling-${each.key}"
  table_name      = each.key
  index_names     = keys(each.value.indexes)
  alarm_topic_arn = var.shared.alarm_topic_arn
  function        = local.alarm_function
}
