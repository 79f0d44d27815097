# What the public modules of the community make in their complete form, one module of ours for each: the same
# kinds of resources with the same settings, written anew. Applied, planned again and destroyed in the local
# cloud by public-modules.integration.test.ts.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "endpoint_url" {
  description = "Where the local cloud answers."
  type        = string
}

variable "package" {
  description = "A zip with index.mjs, whose handler takes any event."
  type        = string
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  s3_use_path_style           = true
  max_retries                 = 2

  endpoints {
    applicationautoscaling = var.endpoint_url
    cloudwatch             = var.endpoint_url
    dynamodb               = var.endpoint_url
    eventbridge            = var.endpoint_url
    iam                    = var.endpoint_url
    kms                    = var.endpoint_url
    lambda                 = var.endpoint_url
    logs                   = var.endpoint_url
    s3                     = var.endpoint_url
    scheduler              = var.endpoint_url
    sns                    = var.endpoint_url
    sqs                    = var.endpoint_url
    sts                    = var.endpoint_url
  }
}

locals {
  name = "modules"
  tags = { Terraform = "true", Environment = "staging" }
}

module "dynamodb_table" {
  source = "./dynamodb-table"
  name   = "${local.name}-table"
  tags   = local.tags
}

module "sqs" {
  source = "./sqs"
  name   = "${local.name}-sqs"
  tags   = local.tags
}

module "lambda" {
  source  = "./lambda"
  name    = "${local.name}-lambda"
  package = var.package
  tags    = local.tags
}

module "sns" {
  source = "./sns"
  name   = "${local.name}-sns"
  tags   = local.tags
}

module "eventbridge" {
  source  = "./eventbridge"
  name    = "${local.name}-events"
  package = var.package
  tags    = local.tags
}

module "s3_bucket" {
  source = "./s3-bucket"
  name   = "${local.name}-bucket"
  tags   = local.tags
}
