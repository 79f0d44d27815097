# Four tables and four indexes are as many as can be read side by side.
module "dashboard" {
  source = "../../modules/dashboard"

  name           = "${var.shared.prefix}-scaling"
  region         = var.shared.region
  period_seconds = var.shared.metric_period_seconds
  tables         = { for name in slice(keys(local.table_arns), 0, min(4, length(local.table_arns))) : name => name }
  indexes        = { for shown in slice(local.shown_indexes, 0, min(4, length(local.shown_indexes))) : "${shown.table}/${shown.index}" => shown }
  reads          = true
  function_names = [module.scaler.function_name]
  events = {
    title   = "Changes of capacity, by whomever"
    service = "throughput-scaler"
    metrics = ["CapacityRaised", "CapacityLowered", "ChangesRefused", "AtMaximum"]
  }
}

locals {
  shown_indexes = flatten([for table, names in local.index_names : [for index in names : { table = table, index = index }]])
}
