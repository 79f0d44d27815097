locals {
  destination_service = split(":", var.failure_destination_arn)[2]

  read_statements = [
    {
      sid       = "ReadStream"
      actions   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
      resources = [var.stream_arn]
    },
    {
      # Lambda asks for it beside the three; it lists the streams of a table, so no single stream can be named.
      sid       = "ListStreams"
      actions   = ["dynamodb:ListStreams"]
      resources = [replace(var.stream_arn, "/[/]stream[/].*$/", "/stream/*")]
    },
  ]

  # https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
  destination_statements = {
    s3 = [
      {
        sid       = "KeepFailedChanges"
        actions   = ["s3:PutObject"]
        resources = ["${var.failure_destination_arn}/*"]
      },
      {
        sid       = "ListFailedChanges"
        actions   = ["s3:ListBucket"]
        resources = [var.failure_destination_arn]
      },
    ]
    sqs = [{
      sid       = "KeepFailedChanges"
      actions   = ["sqs:SendMessage"]
      resources = [var.failure_destination_arn]
    }]
    sns = [{
      sid       = "KeepFailedChanges"
      actions   = ["sns:Publish"]
      resources = [var.failure_destination_arn]
    }]
  }
}
