# A function in a VPC reaches AWS's services through endpoints alone, unless the subnets have a NAT.

variable "vpc" {
  description = "Subnets (two or more, of different zones) and security groups of a VPC that the function runs in. It then reaches AWS only through VPC endpoints, and no NAT is needed: gateway endpoints (free) for S3 and DynamoDB, interface endpoints ($0.01 an hour in each zone, and $0.01 a GB) for what else it calls, such as sns, sqs, kms or kinesis-firehose. Logs, traces and the events of its trigger don't go through the VPC. null (default): no VPC."
  type = object({
    subnet_ids         = set(string)
    security_group_ids = set(string)
  })
  default = null

  validation {
    condition     = var.vpc == null ? true : length(var.vpc.subnet_ids) > 0 && alltrue([for id in var.vpc.subnet_ids : can(regex("^subnet-[0-9a-f]{8,17}$", id))])
    error_message = "vpc.subnet_ids must be one or more IDs of subnets (subnet-...)."
  }

  validation {
    condition     = var.vpc == null ? true : length(var.vpc.security_group_ids) >= 1 && length(var.vpc.security_group_ids) <= 5 && alltrue([for id in var.vpc.security_group_ids : can(regex("^sg-[0-9a-f]{8,17}$", id))])
    error_message = "vpc.security_group_ids must be 1 to 5 IDs of security groups (sg-...)."
  }
}

data "aws_caller_identity" "current" {
  count = var.vpc == null ? 0 : 1
}

data "aws_partition" "current" {
  count = var.vpc == null ? 0 : 1
}

data "aws_region" "current" {
  count = var.vpc == null ? 0 : 1
}

locals {
  network_actions = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
  ]

  # Lambda attaches the function with the function's own role, so the role must have the right, for every interface:
  # AWS accepts no narrower resource. The function's code is denied it, as AWS advises.
  # https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
  vpc_statements = flatten([for region in data.aws_region.current[*].name : [
    {
      Sid      = "AttachToVpc"
      Effect   = "Allow"
      Action   = local.network_actions
      Resource = ["*"]
    },
    {
      Sid      = "CodeStaysOutOfNetwork"
      Effect   = "Deny"
      Action   = local.network_actions
      Resource = ["*"]
      Condition = { ArnEquals = { "lambda:SourceFunctionArn" = [
        "arn:${data.aws_partition.current[0].partition}:lambda:${region}:${data.aws_caller_identity.current[0].account_id}:function:${var.name}",
      ] } }
    },
  ]])
}
