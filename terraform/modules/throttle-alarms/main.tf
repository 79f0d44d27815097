# BatchWriteItem raises ThrottledRequests only when every write of the batch was refused, so a batch that
# is half throttled would ring nothing. WriteThrottleEvents counts each refused write.
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html

locals {
  targets = merge(
    { table = { TableName = var.table_name } },
    { for index in var.index_names : "index/${index}" => { TableName = var.table_name, GlobalSecondaryIndexName = index } },
  )

  alarms = merge([
    for target, dimensions in local.targets : {
      for kind in ["Write", "Read"] : "${target}/${lower(kind)}" => {
        name       = join("-", compact([coalesce(var.name, var.table_name), lookup(dimensions, "GlobalSecondaryIndexName", ""), lower(kind), "throttles"]))
        what       = join(" index ", compact(["Table ${var.table_name}", lookup(dimensions, "GlobalSecondaryIndexName", "")]))
        metric     = "${kind}ThrottleEvents"
        verb       = lower(kind)
        dimensions = dimensions
      }
    }
  ]...)
}

resource "aws_cloudwatch_metric_alarm" "throttles" {
  for_each = local.alarms

  alarm_name          = each.value.name
  alarm_description   = "${each.value.what} refused a ${each.value.verb}: look at the ThrottlingReasons before adding capacity."
  namespace           = "AWS/DynamoDB"
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = concat([var.alarm_topic_arn], [for function in var.function[*] : function.arn])
  ok_actions          = [var.alarm_topic_arn]
}

# Each of these alarms may invoke the function, and no other alarm, of no other account: the ARN has the account in it.
resource "aws_lambda_permission" "this" {
  for_each = var.function == null ? {} : local.alarms

  # AWS takes 100 characters of a to z, A to Z, 0 to 9, '-' and '_'.
  statement_id  = length(each.value.name) <= 89 ? "AllowAlarm-${replace(each.value.name, ".", "_")}" : "AllowAlarm-${md5(each.value.name)}"
  action        = "lambda:InvokeFunction"
  function_name = var.function.name
  principal     = "lambda.alarms.cloudwatch.amazonaws.com"
  source_arn    = aws_cloudwatch_metric_alarm.throttles[each.key].arn
}
