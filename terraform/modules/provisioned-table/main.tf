locals {
  # DynamoDB wants each attribute that is part of any key declared once, and no other.
  key_attributes = distinct(concat(
    [for key in [var.partition_key, var.sort_key] : key if key != null],
    flatten([for index in var.global_indexes : [for key in [index.partition_key, index.sort_key] : key if key != null]]),
    [for index in var.local_indexes : index.sort_key],
  ))
}

resource "aws_dynamodb_table" "this" {
  name                        = var.name
  billing_mode                = "PROVISIONED"
  read_capacity               = local.capacity.read
  write_capacity              = local.capacity.write
  hash_key                    = var.partition_key.name
  range_key                   = try(var.sort_key.name, null)
  stream_enabled              = local.stream_view_type != null
  stream_view_type            = local.stream_view_type
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.tags

  dynamic "attribute" {
    for_each = { for key in local.key_attributes : key.name => key.type... }

    content {
      name = attribute.key
      type = attribute.value[0]
    }
  }

  dynamic "global_secondary_index" {
    for_each = var.global_indexes

    content {
      name               = global_secondary_index.key
      hash_key           = global_secondary_index.value.partition_key.name
      range_key          = try(global_secondary_index.value.sort_key.name, null)
      projection_type    = global_secondary_index.value.projection
      non_key_attributes = global_secondary_index.value.projection == "INCLUDE" ? global_secondary_index.value.included_attributes : null
      read_capacity      = local.index_capacity[global_secondary_index.key].read
      write_capacity     = local.index_capacity[global_secondary_index.key].write
    }
  }

  dynamic "local_secondary_index" {
    for_each = var.local_indexes

    content {
      name               = local_secondary_index.key
      range_key          = local_secondary_index.value.sort_key.name
      projection_type    = local_secondary_index.value.projection
      non_key_attributes = local_secondary_index.value.projection == "INCLUDE" ? local_secondary_index.value.included_attributes : null
    }
  }

  dynamic "ttl" {
    for_each = var.ttl_attribute == null ? [] : [var.ttl_attribute]

    content {
      enabled        = true
      attribute_name = ttl.value
    }
  }

  dynamic "point_in_time_recovery" {
    for_each = var.point_in_time_recovery_days == 0 ? [] : [var.point_in_time_recovery_days]

    content {
      enabled                 = true
      recovery_period_in_days = point_in_time_recovery.value
    }
  }

  # Each replica is a whole table with a stream of its own; DynamoDB copies through streams with both images.
  dynamic "replica" {
    for_each = var.replica_regions

    content {
      region_name            = replica.value
      point_in_time_recovery = var.point_in_time_recovery_days > 0
      propagate_tags         = true
    }
  }

  # Without this block DynamoDB encrypts with the key that AWS owns.
  dynamic "server_side_encryption" {
    for_each = var.encryption == "aws-owned" ? [] : [var.kms_key_arn]

    content {
      enabled     = true
      kms_key_arn = server_side_encryption.value
    }
  }

  lifecycle {
    precondition {
      condition     = length(local.key_attributes) == length(distinct(local.key_attributes[*].name))
      error_message = "An attribute has one type in the whole table, but the keys of table ${var.name} and its indexes give one name two types."
    }

    precondition {
      condition     = alltrue([for own in data.aws_region.current[*].name : !contains(var.replica_regions, own)])
      error_message = "replica_regions of table ${var.name} must name other regions than the table's own."
    }

    precondition {
      condition     = length(var.replica_regions) == 0 || contains(keys(local.current), "table")
      error_message = "Table ${var.name} is not there yet, and AWS makes replicas only of a table whose writes are autoscaled: apply once without replica_regions (with module table-scaling), then with them."
    }
  }
}

module "throttle_alarms" {
  source = "../throttle-alarms"

  table_name      = aws_dynamodb_table.this.name
  index_names     = keys(var.global_indexes)
  threshold       = var.throttle_alarm_threshold
  alarm_topic_arn = var.alarm_topic_arn
  function        = var.throttle_alarm_function
}
