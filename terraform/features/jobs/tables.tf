# The tables that jobs may write: one of the feature's own with its buffer queue, or those that are named.

locals {
  own_table = length(var.tables) == 0

  named_tables = { for name, table in var.tables : name => {
    arn              = "arn:${local.partition}:dynamodb:${var.shared.region}:${local.account_id}:table/${name}"
    buffer_queue_arn = local.buffer_names[name] == null ? null : "arn:${local.partition}:sqs:${var.shared.region}:${local.account_id}:${local.buffer_names[name]}"
    buffer_queue_url = local.buffer_names[name] == null ? null : "${local.sqs_endpoint}/${local.account_id}/${local.buffer_names[name]}"
  } }

  buffered_tables = toset([for name, table in var.tables : name if table.with_buffer_queue])
  buffer_names = { for name, table in var.tables : name => (
    table.with_buffer_queue ? "${local.table_prefixes[name]}-buffer" : table.buffer_queue_name
  ) }
  # Of the characters of a queue's and a function's name, 64 at most with what follows. A name that is changed for
  # that has a part that tells it from others.
  table_prefixes = { for name in keys(var.tables) : name => "${var.shared.prefix}-${
    length(name) <= local.name_room && can(regex("^[a-zA-Z0-9_-]+$", name)) ? name :
    "${substr(replace(name, ".", "-"), 0, local.name_room - 7)}-${substr(sha256(name), 0, 6)}"
  }" }
  name_room = 64 - length("${var.shared.prefix}--consumer")

  tables = local.own_table ? { (module.users[0].name) = {
    arn              = module.users[0].arn
    buffer_queue_arn = module.users_buffer[0].planned_arn
    buffer_queue_url = module.users_buffer[0].planned_url
  } } : local.named_tables

  table_arns        = [for table in local.tables : table.arn]
  buffer_queue_arns = [for table in local.tables : table.buffer_queue_arn if table.buffer_queue_arn != null]

  # The variable TABLES of both functions.
  tables_json = jsonencode({ for name, table in local.tables : name => { buffer_queue_url = table.buffer_queue_url } })
}

module "users" {
  source = "../../modules/provisioned-table"
  count  = local.own_table ? 1 : 0

  name                        = "${var.shared.prefix}-users"
  partition_key               = { name = "pk" }
  sort_key                    = { name = "sk" }
  ttl_attribute               = "expires_at"
  read_capacity               = var.read_capacity
  write_capacity              = var.write_capacity
  point_in_time_recovery_days = var.shared.point_in_time_recovery_days
  encryption                  = var.shared.table_encryption
  deletion_protection         = var.shared.deletion_protection
  alarm_topic_arn             = var.shared.alarm_topic_arn
}

# What jobs of strategy buffered or spillover send is written from here, at the pace that all writers share.
module "users_buffer" {
  source = "../../modules/drained-queue"
  count  = local.own_table ? 1 : 0

  name               = "${var.shared.prefix}-users-buffer"
  table_name         = module.users[0].name
  table_arn          = module.users[0].arn
  pace_table         = { name = module.jobs_table.name, arn = module.jobs_table.arn }
  age_alarm_seconds  = var.age_alarm_seconds
  function_name      = "${var.shared.prefix}-users-consumer"
  service_name       = "users-consumer"
  zip_path           = local.zips["queue-consumer"]
  timeout_seconds    = var.consumer_timeout_seconds
  log_level          = var.shared.log_level
  log_retention_days = var.shared.log_retention_days
  tracing            = var.shared.tracing
  alarm_topic_arn    = var.shared.alarm_topic_arn
  endpoint_url       = var.shared.endpoint_url
}

# The same for tables that are named.
module "buffer" {
  source   = "../../modules/drained-queue"
  for_each = local.buffered_tables

  name               = "${local.table_prefixes[each.key]}-buffer"
  table_name         = each.key
  table_arn          = local.named_tables[each.key].arn
  pace_table         = { name = module.jobs_table.name, arn = module.jobs_table.arn }
  age_alarm_seconds  = var.age_alarm_seconds
  function_name      = "${local.table_prefixes[each.key]}-consumer"
  service_name       = "buffer-consumer"
  zip_path           = local.zips["queue-consumer"]
  timeout_seconds    = var.consumer_timeout_seconds
  log_level          = var.shared.log_level
  log_retention_days = var.shared.log_retention_days
  tracing            = var.shared.tracing
  alarm_topic_arn    = var.shared.alarm_topic_arn
  endpoint_url       = var.shared.endpoint_url
}
