locals {
  # "table/read", "table/write", "by-customer/read", ... each with its bounds and the names AWS knows it by.
  targets = merge(
    { for kind in ["read", "write"] : "table/${kind}" => {
      resource_id = "table/${var.table_name}"
      dimension   = "dynamodb:table:${title(kind)}CapacityUnits"
      kind        = title(kind)
      bounds      = var.table[kind]
    } },
    merge([for name, index in var.indexes : { for kind in ["read", "write"] : "index/${name}/${kind}" => {
      resource_id = "table/${var.table_name}/index/${name}"
      dimension   = "dynamodb:index:${title(kind)}CapacityUnits"
      kind        = title(kind)
      bounds      = index[kind]
    } }]...),
  )
}

resource "aws_appautoscaling_target" "this" {
  for_each = local.targets

  service_namespace  = "dynamodb"
  resource_id        = each.value.resource_id
  scalable_dimension = each.value.dimension
  min_capacity       = each.value.bounds.min
  max_capacity       = each.value.bounds.max
}

resource "aws_appautoscaling_policy" "this" {
  for_each = local.targets

  name               = "DynamoDB${each.value.kind}CapacityUtilization:${each.value.resource_id}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "dynamodb"
  resource_id        = aws_appautoscaling_target.this[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.this[each.key].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = var.target_utilization_percent
    scale_in_cooldown  = var.scale_in_cooldown_seconds
    scale_out_cooldown = var.scale_out_cooldown_seconds

    predefined_metric_specification {
      predefined_metric_type = "DynamoDB${each.value.kind}CapacityUtilization"
    }
  }
}
