# After terraform-aws-dynamodb-table: its basic, autoscaling, resource-based-policy and streaming forms.
# Without replicas, imports from S3, contributor insights and Kinesis destinations, which it does not run.

data "aws_caller_identity" "current" {}

resource "aws_dynamodb_table" "on_demand" {
  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  table_class                 = "STANDARD_INFREQUENT_ACCESS"
  hash_key                    = "id"
  range_key                   = "title"
  deletion_protection_enabled = false
  stream_enabled              = true
  stream_view_type            = "NEW_AND_OLD_IMAGES"

  attribute {
    name = "id"
    type = "N"
  }

  attribute {
    name = "title"
    type = "S"
  }

  attribute {
    name = "age"
    type = "N"
  }

  global_secondary_index {
    name               = "TitleIndex"
    hash_key           = "title"
    range_key          = "age"
    projection_type    = "INCLUDE"
    non_key_attributes = ["id"]

    on_demand_throughput {
      max_read_request_units  = 20
      max_write_request_units = 10
    }
  }

  local_secondary_index {
    name            = "AgeIndex"
    range_key       = "age"
    projection_type = "KEYS_ONLY"
  }

  on_demand_throughput {
    max_read_request_units  = 200
    max_write_request_units = 100
  }

  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 7
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.table.arn
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  tags = merge(var.tags, { Name = var.name })
}

resource "aws_kms_key" "table" {
  description             = "Of ${var.name}"
  deletion_window_in_days = 7
  enable_key_rotation     = true
}

resource "aws_dynamodb_resource_policy" "on_demand" {
  resource_arn = aws_dynamodb_table.on_demand.arn
  policy       = data.aws_iam_policy_document.table.json
}

data "aws_iam_policy_document" "table" {
  statement {
    sid       = "AllowRead"
    actions   = ["dynamodb:GetItem"]
    resources = [aws_dynamodb_table.on_demand.arn]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

# Its capacity is steered from outside, so that it is left out of the plan.
resource "aws_dynamodb_table" "autoscaled" {
  name           = "${var.name}-autoscaled"
  billing_mode   = "PROVISIONED"
  read_capacity  = 5
  write_capacity = 5
  hash_key       = "id"
  range_key      = "title"

  attribute {
    name = "id"
    type = "N"
  }

  attribute {
    name = "title"
    type = "S"
  }

  attribute {
    name = "age"
    type = "N"
  }

  global_secondary_index {
    name               = "TitleIndex"
    hash_key           = "title"
    range_key          = "age"
    projection_type    = "INCLUDE"
    non_key_attributes = ["id"]
    read_capacity      = 10
    write_capacity     = 10
  }

  point_in_time_recovery {
    enabled = false
  }

  server_side_encryption {
    enabled = false
  }

  tags = merge(var.tags, { Name = "${var.name}-autoscaled" })

  lifecycle {
    ignore_changes = [read_capacity, write_capacity]
  }
}

locals {
  table = "table/${aws_dynamodb_table.autoscaled.name}"
  scaled = {
    table_read  = { resource = local.table, dimension = "dynamodb:table:ReadCapacityUnits", metric = "DynamoDBReadCapacityUtilization", min = 5, max = 10 }
    table_write = { resource = local.table, dimension = "dynamodb:table:WriteCapacityUnits", metric = "DynamoDBWriteCapacityUtilization", min = 5, max = 10 }
    index_read  = { resource = "${local.table}/index/TitleIndex", dimension = "dynamodb:index:ReadCapacityUnits", metric = "DynamoDBReadCapacityUtilization", min = 10, max = 30 }
    index_write = { resource = "${local.table}/index/TitleIndex", dimension = "dynamodb:index:WriteCapacityUnits", metric = "DynamoDBWriteCapacityUtilization", min = 10, max = 30 }
  }
}

resource "aws_appautoscaling_target" "this" {
  for_each = local.scaled

  service_namespace  = "dynamodb"
  resource_id        = each.value.resource
  scalable_dimension = each.value.dimension
  min_capacity       = each.value.min
  max_capacity       = each.value.max
  tags               = var.tags
}

resource "aws_appautoscaling_policy" "this" {
  for_each = local.scaled

  name               = "${each.value.metric}:${each.value.resource}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "dynamodb"
  resource_id        = aws_appautoscaling_target.this[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.this[each.key].scalable_dimension

  target_tracking_scaling_policy_configuration {
    predefined_metric_specification {
      predefined_metric_type = each.value.metric
    }

    scale_in_cooldown  = 50
    scale_out_cooldown = 40
    target_value       = 45
  }
}
