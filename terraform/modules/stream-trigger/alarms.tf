locals {
  alarms = {
    iterator-age = {
      metric    = "IteratorAge"
      statistic = "Maximum"
      threshold = var.iterator_age_alarm_seconds * 1000
      text      = "Function ${var.function_name} is ${var.iterator_age_alarm_seconds} s behind its stream, which keeps a change for 24 h: see its errors, or raise parallelization factor or batch size."
    }
    destination-failures = {
      metric    = "DestinationDeliveryFailures"
      statistic = "Sum"
      threshold = 1
      text      = "Changes that function ${var.function_name} could not process were not delivered to ${var.failure_destination_arn}: what is not read again from the stream within 24 h is lost."
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.function_name}-${each.key}"
  alarm_description   = each.value.text
  namespace           = "AWS/Lambda"
  metric_name         = each.value.metric
  dimensions          = { FunctionName = var.function_name }
  statistic           = each.value.statistic
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
