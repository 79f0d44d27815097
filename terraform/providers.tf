locals {
  # Any endpoint of ours (the local cloud) answers every service; on AWS it is null and the provider knows better.
  emulated = var.endpoint_url != null
}

provider "aws" {
  region              = var.region
  allowed_account_ids = length(var.allowed_account_ids) == 0 ? null : var.allowed_account_ids

  skip_credentials_validation = local.emulated
  skip_metadata_api_check     = local.emulated
  skip_region_validation      = local.emulated
  s3_use_path_style           = local.emulated            # one host for all buckets
  max_retries                 = local.emulated ? 2 : null # a local cloud that is down stays down: say so at once

  default_tags {
    tags = merge({
      Project     = "spillway"
      Environment = var.environment
      ManagedBy   = "terraform"
    }, var.tags)
  }

  endpoints {
    apigatewayv2           = var.endpoint_url
    applicationautoscaling = var.endpoint_url
    athena                 = var.endpoint_url
    cloudwatch             = var.endpoint_url
    cognitoidp             = var.endpoint_url
    dynamodb               = var.endpoint_url
    eventbridge            = var.endpoint_url
    firehose               = var.endpoint_url
    glue                   = var.endpoint_url
    iam                    = var.endpoint_url
    kms                    = var.endpoint_url
    lambda                 = var.endpoint_url
    logs                   = var.endpoint_url
    s3                     = var.endpoint_url
    sns                    = var.endpoint_url
    sqs                    = var.endpoint_url
    sts                    = var.endpoint_url
  }
}
