# After terraform-aws-eventbridge: its complete and with-schedules forms. Without targets in Kinesis, ECS, Step
# Functions and CloudWatch Logs, without pipes, API destinations and archives: the local cloud does not run them.

data "aws_caller_identity" "current" {}

resource "aws_cloudwatch_event_bus" "this" {
  name = var.name
  tags = var.tags
}

resource "aws_cloudwatch_event_permission" "this" {
  event_bus_name = aws_cloudwatch_event_bus.this.name
  principal      = "099720109477"
  statement_id   = "canonical"
}

resource "aws_cloudwatch_event_rule" "orders" {
  name           = "${var.name}-orders"
  description    = "Capture all order data"
  event_bus_name = aws_cloudwatch_event_bus.this.name
  state          = "ENABLED"
  tags           = var.tags

  event_pattern = jsonencode({ source = ["myapp.orders"], detail = { amount = [{ numeric = [">", 10] }] } })
}

resource "aws_cloudwatch_event_rule" "emails" {
  name           = "${var.name}-emails"
  event_bus_name = aws_cloudwatch_event_bus.this.name
  state          = "DISABLED"
  event_pattern  = jsonencode({ source = ["myapp.emails"] })
}

resource "aws_cloudwatch_event_rule" "crons" {
  name                = "${var.name}-crons"
  description         = "On the default bus, which alone has schedules"
  schedule_expression = "rate(5 minutes)"
  tags                = var.tags
}

resource "aws_cloudwatch_event_target" "queue" {
  rule           = aws_cloudwatch_event_rule.orders.name
  event_bus_name = aws_cloudwatch_event_bus.this.name
  target_id      = "send-orders-to-sqs"
  arn            = aws_sqs_queue.this["queue"].arn

  dead_letter_config {
    arn = aws_sqs_queue.this["dead"].arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 600
    maximum_retry_attempts       = 4
  }

  input_transformer {
    input_paths    = { order_id = "$.detail.order_id" }
    input_template = "{\"id\": <order_id>}"
  }
}

resource "aws_cloudwatch_event_target" "fifo" {
  rule           = aws_cloudwatch_event_rule.orders.name
  event_bus_name = aws_cloudwatch_event_bus.this.name
  target_id      = "send-orders-to-fifo-sqs"
  arn            = aws_sqs_queue.fifo.arn

  sqs_target {
    message_group_id = "send-orders-to-fifo-sqs"
  }
}

resource "aws_cloudwatch_event_target" "cron" {
  rule      = aws_cloudwatch_event_rule.crons.name
  target_id = "lambda-loves-cron"
  arn       = aws_lambda_function.this.arn
  input     = jsonencode({ job = "cron-by-rate" })
}

resource "aws_lambda_function" "this" {
  function_name    = var.name
  role             = aws_iam_role.lambda.arn
  handler          = "index.handler"
  runtime          = "nodejs22.x"
  filename         = var.package
  source_code_hash = filebase64sha256(var.package)
  tags             = var.tags
}

resource "aws_lambda_permission" "cron" {
  statement_id  = "CronRule"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.crons.arn
}

resource "aws_scheduler_schedule_group" "this" {
  name = "${var.name}-prod"
  tags = var.tags
}

resource "aws_scheduler_schedule" "cron" {
  name                         = "${var.name}-cron"
  group_name                   = aws_scheduler_schedule_group.this.name
  description                  = "Trigger for a function"
  schedule_expression          = "cron(0 1 * * ? *)"
  schedule_expression_timezone = "Europe/London"
  state                        = "ENABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.this.arn
    role_arn = aws_iam_role.events.arn
    input    = jsonencode({ job = "cron-by-rate" })

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 3
    }
  }
}

resource "aws_scheduler_schedule" "rate" {
  name                = "${var.name}-rate"
  schedule_expression = "rate(10 hours)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.this.arn
    role_arn = aws_iam_role.events.arn
  }
}

resource "aws_sqs_queue" "this" {
  for_each = toset(["queue", "dead"])

  name = "${var.name}-${each.key}"
}

resource "aws_sqs_queue" "fifo" {
  name                        = "${var.name}.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
}

resource "aws_sqs_queue_policy" "this" {
  for_each = { queue = aws_sqs_queue.this["queue"], dead = aws_sqs_queue.this["dead"], fifo = aws_sqs_queue.fifo }

  queue_url = each.value.url
  policy    = data.aws_iam_policy_document.queue[each.key].json
}

data "aws_iam_policy_document" "queue" {
  for_each = { queue = aws_sqs_queue.this["queue"], dead = aws_sqs_queue.this["dead"], fifo = aws_sqs_queue.fifo }

  statement {
    sid       = "eventsPolicy"
    actions   = ["sqs:SendMessage"]
    resources = [each.value.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "events" {
  name               = "${var.name}-events"
  assume_role_policy = data.aws_iam_policy_document.trust["events"].json
}

resource "aws_iam_role" "lambda" {
  name               = "${var.name}-lambda"
  assume_role_policy = data.aws_iam_policy_document.trust["lambda"].json
}

data "aws_iam_policy_document" "trust" {
  for_each = { events = ["events.amazonaws.com", "scheduler.amazonaws.com"], lambda = ["lambda.amazonaws.com"] }

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = each.value
    }
  }
}

resource "aws_iam_policy" "events" {
  name   = "${var.name}-lambda"
  policy = data.aws_iam_policy_document.events.json
}

data "aws_iam_policy_document" "events" {
  statement {
    sid       = "LambdaAccess"
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_function.this.arn, "${aws_lambda_function.this.arn}:*"]
  }

  statement {
    sid       = "SQSAccess"
    actions   = ["sqs:SendMessage*", "sqs:GetQueueAttributes"]
    resources = [for queue in aws_sqs_queue.this : queue.arn]
  }
}

resource "aws_iam_policy_attachment" "events" {
  name       = "${var.name}-events"
  roles      = [aws_iam_role.events.name]
  policy_arn = aws_iam_policy.events.arn
}

resource "aws_iam_role_policy_attachment" "xray" {
  role       = aws_iam_role.events.name
  policy_arn = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"
}
