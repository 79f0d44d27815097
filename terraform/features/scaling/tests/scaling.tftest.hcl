# The whole feature against a mock provider: names, settings, who may do what, and the outputs that others read.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_dynamodb_tables" {
    defaults = { names = [] }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/spillway-test" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/spillway-test" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:us-east-1:123456789012:function:spillway-test-throughput-scaler" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:us-east-1:123456789012:rule/spillway-test-scaling" }
  }
  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:spillway-test" }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-scaling" }
  }
}

override_resource {
  target = module.entities[0].aws_dynamodb_table.this
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-entities" }
}

variables {
  shared = {
    prefix                      = "spillway-test"
    region                      = "us-east-1"
    endpoint_url                = null
    alarm_topic_arn             = "arn:aws:sns:us-east-1:123456789012:spillway-test-alarms"
    metric_period_seconds       = 60
    apps_folder                 = "../../../apps"
    log_level                   = "INFO"
    log_retention_days          = 14
    tracing                     = false
    table_encryption            = "aws-owned"
    point_in_time_recovery_days = 7
    deletion_protection         = true

    alarm_topic_policy_statements = [
      { sid = "PublishNotices", actions = ["sns:Publish"], resources = ["arn:aws:sns:us-east-1:123456789012:spillway-test-alarms"] },
      { sid = "EncryptNotices", actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = ["arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000"] },
    ]

    # Any file that exists: the mock provider does not open it, and the tests need no build.
    zips = { throughput-scaler = "versions.tf" }
  }
}

run "defaults" {
  assert {
    condition = (
      output.table_name == "spillway-test-entities"
      && jsonencode(output.tables) == jsonencode({ spillway-test-entities = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-entities", index_names = ["byEmail", "byType"] } })
      && output.state_table_name == "spillway-test-scaling"
      && output.function_name == "spillway-test-throughput-scaler"
      && output.dashboard_name == "spillway-test-scaling"
    )
    error_message = "The scripts and the CLI find everything by these names."
  }
  assert {
    condition = (
      module.entities[0].capacity_owner == "scaler" && module.entities[0].write_capacity == 5 && module.entities[0].read_capacity == 5
      && alltrue([for index in module.entities[0].index_capacity : index == { read = 5, write = 5 }])
    )
    error_message = "The own table and its indexes begin at 5 and 5, and are the scaler's."
  }
  assert {
    condition = { for name, value in module.scaler.environment : name => value if !contains(["POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"], name) } == {
      DYNAMODB_BASE_READ_CAPACITY       = "5"
      DYNAMODB_BASE_WRITE_CAPACITY      = "5"
      DYNAMODB_MAX_READ_CAPACITY        = "100"
      DYNAMODB_MAX_WRITE_CAPACITY       = "50"
      DYNAMODB_SCALE_UP_FACTOR          = "2"
      DYNAMODB_MAX_RETRIES              = "5"
      DYNAMODB_INITIAL_RETRY_DELAY      = "1000"
      DYNAMODB_SCALE_DOWN_DELAY_MINUTES = "10"
      SCALING_STATE_TABLE               = "spillway-test-scaling"
      SCALED_TABLES                     = "{\"spillway-test-entities\":{}}"
      NOTICE_TOPIC_ARN                  = "arn:aws:sns:us-east-1:123456789012:spillway-test-alarms"
      SCALING_TARGET_PERCENT            = "70"
      PREDICTION                        = "off"
      FREQUENT_RAISES_PER_HOUR          = "10"
      DECREASE_RULE                     = "four and one an hour"
      METRIC_PERIOD_SECONDS             = "60"
      METRIC_DELAY_SECONDS              = "180"
    }
    error_message = "throughput-scaler reads exactly these: the defaults are the ones that its documentation names."
  }
  assert {
    condition     = length(output.alarm_names) == 6 && contains(output.alarm_names, "spillway-test-entities-byEmail-write-throttles")
    error_message = "Throttles of the table and of each index ring, reads and writes."
  }
}

run "who_may_do_what" {
  assert {
    condition = { for statement in jsondecode(module.scaler.policy).Statement : statement.Sid => [statement.Action, [for arn in statement.Resource : arn == "*" ? arn : split(":", arn)[5]]] if statement.Sid != "WriteOwnLogs" } == {
      ScaleTables    = [["dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive", "dynamodb:ListTagsOfResource", "dynamodb:UpdateTable"], ["table/spillway-test-entities"]]
      KeepScaling    = [["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], ["table/spillway-test-scaling"]]
      ReadAccount    = [["application-autoscaling:DescribeScalableTargets", "cloudwatch:GetMetricData"], ["*"]]
      PublishNotices = [["sns:Publish"], ["spillway-test-alarms"]]
      EncryptNotices = [["kms:Decrypt", "kms:GenerateDataKey"], ["key/4a1c5a9e-0000-4000-8000-000000000000"]]
    }
    error_message = "The function scales this table, and may do nothing else: it reads and writes no item of it."
  }
  assert {
    condition     = { for statement in jsondecode(module.scaler.policy).Statement : statement.Sid => values(statement.Condition)[0] if can(statement.Condition) } == { KeepScaling = { "dynamodb:LeadingKeys" = ["TABLE#spillway-test-entities"] } }
    error_message = "Of what is remembered it touches what is of its tables."
  }
  assert {
    condition = {
      for statement in jsondecode(output.client_policy_json).Statement : statement.Sid => statement
      } == {
      for statement in jsondecode(module.scaler.policy).Statement : statement.Sid => statement if contains(["ScaleTables", "KeepScaling"], statement.Sid)
    }
    error_message = "A function of one's own needs the same to scale, and neither metrics nor notices."
  }
  assert {
    condition     = output.client_environment == { for name, value in module.scaler.environment : name => value if startswith(name, "DYNAMODB_") || contains(["SCALED_TABLES", "SCALING_STATE_TABLE"], name) }
    error_message = "And scales by the same settings."
  }
}

run "tables_of_others_each_with_its_own_bounds" {
  variables {
    tables = {
      orders = { base = { write = 10 }, indexes = { by-day = { max = { write = 500, read = 40 } }, by-customer = {} } }
      events = {}
    }
    capacity_owners = { orders = "scaler", users = "fixed" }
    max             = { write = 200 }
  }

  assert {
    condition     = length(module.entities) == 0 && output.table_name == null && join(",", keys(output.tables)) == "events,orders"
    error_message = "No table of its own: those that are named are scaled, and not made."
  }
  assert {
    condition = jsondecode(module.scaler.environment["SCALED_TABLES"]) == {
      events = {}
      orders = { base = { write = 10 }, indexes = { by-customer = {}, by-day = { max = { read = 40, write = 500 } } } }
    }
    error_message = "What a table does not say is left out: it has the values of all."
  }
  assert {
    condition     = jsonencode(output.tables.orders) == jsonencode({ arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders", base = { write = 10 }, index_names = ["by-customer", "by-day"], indexes = { by-customer = {}, by-day = { max = { read = 40, write = 500 } } } }) && output.decrease_rule == "four and one an hour"
    error_message = "The CLI reads of the outputs between what each table is scaled."
  }
  assert {
    condition     = [for statement in jsondecode(module.scaler.policy).Statement : statement.Resource if statement.Sid == "ScaleTables"][0] == ["arn:aws:dynamodb:us-east-1:123456789012:table/events", "arn:aws:dynamodb:us-east-1:123456789012:table/orders"]
    error_message = "It may scale these tables."
  }
  assert {
    condition     = length(output.alarm_names) == 8 && alltrue([for name in output.alarm_names : startswith(name, "spillway-test-scaling-")])
    error_message = "Alarms of two tables and two indexes, apart from those that the tables may have already."
  }
}

run "rejects_values" {
  command = plan
  expect_failures = [
    var.base,
    var.scale_up_factor,
    var.scale_down_delay_minutes,
    var.target_percent,
    var.max_retries,
    var.initial_retry_delay_ms,
    var.prediction,
    var.decrease_rule,
    var.metric_period_seconds,
    var.metric_delay_seconds,
    var.frequent_raises_per_hour,
    var.function_memory_mb,
    var.function_timeout_seconds,
    var.reserved_concurrency,
  ]

  variables {
    base                     = { write = 0 }
    scale_up_factor          = 1
    scale_down_delay_minutes = -1
    target_percent           = 95
    max_retries              = -1
    initial_retry_delay_ms   = -1
    prediction               = "maybe"
    decrease_rule            = "unlimited" # on AWS
    metric_period_seconds    = 5           # on AWS
    metric_delay_seconds     = 241
    frequent_raises_per_hour = 0
    function_memory_mb       = 64
    function_timeout_seconds = 5
    reserved_concurrency     = 1
  }
}

run "rejects_a_base_above_the_maximum" {
  command         = plan
  expect_failures = [var.max]

  variables {
    base = { write = 51 }
  }
}

run "rejects_a_tables_base_above_the_maximum_of_all" {
  command         = plan
  expect_failures = [var.tables]

  variables {
    tables = { orders = { indexes = { by-day = { base = { write = 51 } } } } }
  }
}

run "rejects_a_table_that_has_another_owner" {
  command         = plan
  expect_failures = [var.tables]

  variables {
    tables          = { orders = {} }
    capacity_owners = { orders = "autoscaling" }
  }
}

run "rejects_more_tables_than_the_functions_policy_has_room_for" {
  command         = plan
  expect_failures = [var.tables]

  variables {
    tables = { for number in range(21) : "table-${number}" => {} }
  }
}
