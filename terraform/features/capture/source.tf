# The table whose changes are captured: one of the feature's own, one that the same root makes, or one that is there.

module "table" {
  source = "../../modules/on-demand-table"
  count  = local.own_table ? 1 : 0

  name                        = var.table_name == "" ? "${var.shared.prefix}-user-activity" : var.table_name
  partition_key               = var.table_keys.partition_key
  sort_key                    = var.table_keys.sort_key
  stream_view_type            = "NEW_AND_OLD_IMAGES"
  ttl_attribute               = var.ttl_attribute == "" ? null : var.ttl_attribute
  replica_regions             = var.replica_regions
  point_in_time_recovery_days = var.shared.point_in_time_recovery_days
  encryption                  = var.shared.table_encryption
  deletion_protection         = var.shared.deletion_protection
  alarm_topic_arn             = var.shared.alarm_topic_arn
}

data "aws_dynamodb_table" "existing" {
  count = var.existing_stream_arn == "" ? 0 : 1

  name = split("/", var.existing_stream_arn)[1]
}

locals {
  own_table = var.existing_stream_arn == "" && var.source_table == null

  # The one that there is.
  table = one(concat(
    [for table in module.table : { name = table.name, arn = table.arn, stream_arn = table.stream_arn }],
    [for table in var.source_table[*] : { name = table.name, arn = table.arn, stream_arn = table.stream_arn }],
    [for table in data.aws_dynamodb_table.existing : { name = table.name, arn = table.arn, stream_arn = var.existing_stream_arn }],
  ))

  # What an item is found by in the audit log, as DynamoDB writes it: the attribute's name, then its type.
  given_keys = var.source_table == null ? var.table_keys : var.source_table.keys
  own_keys   = [for key in [local.given_keys.partition_key, local.given_keys.sort_key] : key if key != null]
  existing_keys = flatten([for table in data.aws_dynamodb_table.existing : [
    for name in compact([table.hash_key, table.range_key]) : [for attribute in table.attribute : { name = name, type = attribute.type } if attribute.name == name]
  ]])
  key_paths = [for key in var.existing_stream_arn == "" ? local.own_keys : local.existing_keys : "${key.name}.${key.type}"]
}

# A global table has a stream in each region, and each stream has every change: one of them alone is processed.
locals {
  processes_here = contains(["", var.shared.region], var.processor_region)
}

check "one_processor_for_all_replicas" {
  assert {
    condition     = alltrue([for table in data.aws_dynamodb_table.existing : length(table.replica) == 0 || var.processor_region != ""])
    error_message = "Table ${local.table.name} has replicas, and each one's stream has every change: name the one region that processes them in processor_region, the same in every region's deployment, or each change is audited and announced once a region."
  }
}

check "the_stream_has_both_images" {
  assert {
    condition     = alltrue([for table in data.aws_dynamodb_table.existing : table.stream_view_type == "NEW_AND_OLD_IMAGES" && table.stream_arn == var.existing_stream_arn])
    error_message = "The stream of table ${local.table.name} should be ${var.existing_stream_arn} with NEW_AND_OLD_IMAGES: without both images the audit log can't say what changed, and a stream that was replaced brings nothing more."
  }
}
