# A topic that functions publish to, each by its role, and an alarm on what a subscriber did not get.

module "topic" {
  source = "../encrypted-topic"

  name               = var.name
  notification_email = var.notification_email
  encrypted          = var.encrypted
}

resource "aws_cloudwatch_metric_alarm" "undelivered" {
  alarm_name          = "${var.name}-undelivered"
  alarm_description   = "A subscriber of topic ${var.name} did not get a notice: see its address, or its queue's policy. SNS does not try again."
  namespace           = "AWS/SNS"
  metric_name         = "NumberOfNotificationsFailed"
  dimensions          = { TopicName = module.topic.name }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

# The topic was this module's own before there was encrypted-topic.

moved {
  from = aws_sns_topic.this
  to   = module.topic.aws_sns_topic.this
}

moved {
  from = aws_sns_topic_policy.this
  to   = module.topic.aws_sns_topic_policy.this
}

moved {
  from = aws_sns_topic_subscription.email
  to   = module.topic.aws_sns_topic_subscription.email
}

moved {
  from = aws_kms_key.this
  to   = module.topic.aws_kms_key.this
}

moved {
  from = aws_kms_alias.this
  to   = module.topic.aws_kms_alias.this
}
