mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/orders-writer" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/orders-writer" }
  }
}

variables {
  name            = "orders-writer"
  description     = "Writes orders."
  service_name    = "direct-writer"
  zip_path        = "versions.tf" # any file that exists: the mock provider does not open it
  timeout_seconds = 60
  alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "in_a_vpc_with_layers" {
  variables {
    vpc        = { subnet_ids = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"], security_group_ids = ["sg-0a1b2c3d"] }
    layer_arns = ["arn:aws:lambda:us-east-1:123456789012:layer:orders-handler:3"]
  }

  assert {
    condition     = aws_lambda_function.this.vpc_config[0].subnet_ids == toset(["subnet-0a1b2c3d", "subnet-4e5f6a7b"]) && aws_lambda_function.this.vpc_config[0].security_group_ids == toset(["sg-0a1b2c3d"])
    error_message = "The function runs in the given subnets, behind the given groups."
  }
  assert {
    condition     = aws_lambda_function.this.layers == tolist(["arn:aws:lambda:us-east-1:123456789012:layer:orders-handler:3"])
    error_message = "The layer is the function's."
  }
  assert {
    condition     = [for statement in jsondecode(output.policy).Statement : "${statement.Effect} ${statement.Sid}"] == ["Allow WriteOwnLogs", "Allow AttachToVpc", "Deny CodeStaysOutOfNetwork"]
    error_message = "Lambda may attach the function; the function's code may not."
  }
  assert {
    condition     = jsondecode(output.policy).Statement[2].Condition == { ArnEquals = { "lambda:SourceFunctionArn" = ["arn:aws:lambda:us-east-1:123456789012:function:orders-writer"] } }
    error_message = "The denial is the code's alone."
  }
}

run "without_either" {
  assert {
    condition     = length(aws_lambda_function.this.vpc_config) == 0 && length(aws_lambda_function.this.layers) == 0
    error_message = "No VPC and no layers unless asked for."
  }
}

run "rejects_networks_and_layers" {
  command         = plan
  expect_failures = [var.vpc, var.layer_arns]

  variables {
    vpc        = { subnet_ids = ["vpc-0a1b2c3d"], security_group_ids = [] }
    layer_arns = ["arn:aws:lambda:us-east-1:123456789012:layer:orders-handler"]
  }
}

run "rejects_an_environment_above_4_kb" {
  command         = plan
  expect_failures = [var.environment]

  variables {
    environment = { NOTICE_RULES = join("", [for _ in range(400) : "0123456789"]) }
  }
}
