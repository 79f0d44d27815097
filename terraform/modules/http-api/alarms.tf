resource "aws_cloudwatch_metric_alarm" "failures" {
  alarm_name          = "${var.name}-5xx"
  alarm_description   = "API ${var.name} answered 5xx: its function failed, took too long, or may not be invoked. See its access log and the function's."
  namespace           = "AWS/ApiGateway"
  metric_name         = "5xx"
  dimensions          = { ApiId = aws_apigatewayv2_api.this.id }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.failure_alarm_answers
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
