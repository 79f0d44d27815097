locals {
  duration_alarm_ms = var.timeout_seconds * 1000 * var.duration_alarm_percent / 100

  alarms = {
    errors = {
      metric    = "Errors"
      statistic = "Sum"
      threshold = 1
      text      = "Function ${var.name} failed: see its log group."
    }
    throttles = {
      metric    = "Throttles"
      statistic = "Sum"
      threshold = 1
      text      = "Function ${var.name} was refused a run: its reserved concurrency or the account's is used up."
    }
    duration = {
      metric    = "Duration"
      statistic = "Maximum"
      threshold = local.duration_alarm_ms
      text      = "Function ${var.name} ran for ${var.duration_alarm_percent} % of its timeout of ${var.timeout_seconds} s: soon it will be cut off."
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.text
  namespace           = "AWS/Lambda"
  metric_name         = each.value.metric
  dimensions          = { FunctionName = aws_lambda_function.this.function_name }
  statistic           = each.value.statistic
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
