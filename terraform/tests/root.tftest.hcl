# The root against a mock provider: what is shared, which features make what, and the outputs that the CLI reads.
# What is inside a feature is tested in its folder.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
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
    defaults = { arn = "arn:aws:lambda:us-east-1:123456789012:function:spillway-test" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:us-east-1:123456789012:rule/spillway-test" }
  }
  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:spillway-test" }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = {
      arn        = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test"
      stream_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test/stream/2026-11-28T08:00:00.000"
    }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:spillway-test-alarms" }
  }
  mock_resource "aws_apigatewayv2_api" {
    defaults = { execution_arn = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000" }
  }
}

override_resource {
  target = module.spike[0].module.direct_failures.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-direct-failures"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-direct-failures"
  }
}

override_resource {
  target = module.spike[0].module.buffer.module.queue.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-buffer"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-buffer"
  }
}

override_resource {
  target = module.spike[0].module.buffer.module.queue.module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-buffer-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-buffer-dead-letters"
  }
}

override_resource {
  target = module.spike[0].module.spillover_failures.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-spillover-failures"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover-failures"
  }
}

override_resource {
  target = module.spike[0].module.spillover_buffer.module.queue.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-spillover"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover"
  }
}

override_resource {
  target = module.spike[0].module.spillover_buffer.module.queue.module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-spillover-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-spillover-dead-letters"
  }
}

override_resource {
  target = module.capture[0].module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-capture-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-capture-dead-letters"
  }
}

override_resource {
  target = module.cart[0].module.settler_failures.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-cart-settler-failures"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-cart-settler-failures"
  }
}

override_resource {
  target = module.cart_changes[0].module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-cart-capture-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-cart-capture-dead-letters"
  }
}

override_resource {
  target = module.jobs[0].module.chunks.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-chunks"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-chunks"
  }
}

override_resource {
  target = module.jobs[0].module.chunks.module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-chunks-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-chunks-dead-letters"
  }
}

override_resource {
  target = module.jobs[0].module.users_buffer[0].module.queue.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-users-buffer"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-users-buffer"
  }
}

override_resource {
  target = module.jobs[0].module.users_buffer[0].module.queue.module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-users-buffer-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-users-buffer-dead-letters"
  }
}

variables {
  environment         = "test"
  allowed_account_ids = ["123456789012"]

  # Any files that exist: the mock provider does not open them, and the tests need no build.
  zips = {
    direct-writer    = "versions.tf"
    queue-producer   = "versions.tf"
    queue-consumer   = "versions.tf"
    stream-processor = "versions.tf"
    ingest-api       = "versions.tf"
    ingest-worker    = "versions.tf"
    cart-api         = "versions.tf"
    cart-settler     = "versions.tf"

    throughput-scaler = "versions.tf"
  }
}

run "no_feature_makes_only_what_is_shared" {
  variables {
    features = []
  }

  assert {
    condition     = length(output.features) == 0 && output.spike == null && length(module.spike) == 0 && output.capture == null && length(module.capture) == 0 && output.cart == null && length(module.cart) == 0 && length(module.cart_changes) == 0 && output.jobs == null && length(module.jobs) == 0 && output.scaling == null && length(module.scaling) == 0 && output.table == null && length(module.table) == 0
    error_message = "A feature that is off makes nothing and puts nothing out."
  }
  assert {
    condition     = output.alarm_topic_arn == "arn:aws:sns:us-east-1:123456789012:spillway-test-alarms"
    error_message = "The topic of all alarms is shared."
  }
  assert {
    condition     = output.environment == "test" && output.region == "us-east-1" && output.endpoint_url == null && output.metric_period_seconds == 60 && output.burst_seconds == 300
    error_message = "On AWS there is no endpoint, a metric has a point a minute, and a burst lasts 300 s."
  }
}

run "spike_alone" {
  variables {
    features = ["spike"]
    spike    = { write_capacity = 7, distribution_window_seconds = 60 }
  }

  assert {
    condition     = join(",", output.features) == "spike" && join(",", keys(output.spike)) == "buffered,capacity_owners,dashboard_name,direct,schedule_enabled,schedule_expression,spillover"
    error_message = "The CLI reads the strategies of the spike by these names."
  }
  assert {
    condition     = output.spike.direct.table_name == "spillway-test-direct" && output.spike.dashboard_name == "spillway-test-spike"
    error_message = "Names begin with the environment's prefix."
  }
  assert {
    condition     = output.spike.direct.write_capacity == 7 && output.spike.buffered.distribution_window_seconds == 60 && output.spike.spillover.write_seconds == 30
    error_message = "The object's values reach the feature; what it leaves out has the feature's default."
  }
}

run "capture_alone" {
  variables {
    features           = ["capture"]
    notification_email = "ops@example.com"
    capture            = { table_name = "orders", lambda_memory_size = 512, table_keys = { partition_key = { name = "pk" } } }
  }

  assert {
    condition     = join(",", output.features) == "capture" && output.spike == null && output.capture.table_name == "orders" && output.capture.audit_bucket == "spillway-test-audit-123456789012"
    error_message = "The feature stands without the spike."
  }
  assert {
    condition = join(",", keys(output.capture)) == join(",", [
      "audit_bucket", "audit_prefix", "dead_letter_queue_name", "dead_letter_queue_url", "failure_bucket", "failure_destination", "function_name", "glue_database",
      "glue_table", "log_group_name", "mapping_id", "named_query_id", "notice_table_name", "notice_topic_arn", "notice_topic_name", "stream_arn", "table_arn", "table_name",
    ])
    error_message = "The CLI reads these names."
  }
}

run "cart_alone" {
  variables {
    features           = ["cart"]
    notification_email = "ops@example.com"
    cart               = { max_write_units = 700, with_user_pool = true, changes = { lambda_memory_size = 512 } }
  }

  assert {
    condition     = join(",", output.features) == "cart" && output.spike == null && output.capture == null && output.cart.cart_table_name == "spillway-test-carts" && output.cart.authorization == "jwt"
    error_message = "The feature stands without the spike, and without the feature capture."
  }
  assert {
    condition = join(",", keys(output.cart)) == join(",", [
      "access_log_group_name", "api_function_name", "api_id", "api_log_group_name", "api_url", "authorization", "cart_table_name", "changes", "currency", "dashboard_name", "execution_arn",
      "password_sign_in", "products_table_name", "settler_failure_queue_name", "settler_failure_queue_url", "settler_function_name", "settler_log_group_name", "settler_mapping_id",
      "user_pool_client_id", "user_pool_id",
    ])
    error_message = "The scripts read these names."
  }
  assert {
    condition = (
      output.cart.changes.table_name == output.cart.cart_table_name
      && output.cart.changes.function_name == "spillway-test-cart-stream-processor"
      && output.cart.changes.notice_topic_name == "spillway-test-cart-notices"
      && output.cart.changes.audit_bucket == "spillway-test-cart-audit-123456789012"
      && output.cart.changes.dead_letter_queue_name == "spillway-test-cart-capture-dead-letters"
    )
    error_message = "What announces the cart's changes has names of its own, beside those of the feature capture."
  }
}

run "cart_beside_capture" {
  command = plan
  variables {
    features = ["capture", "cart"]
  }

  assert {
    condition     = output.capture.table_name == "spillway-test-user-activity" && output.cart.changes.table_name == "spillway-test-carts"
    error_message = "At the plan it is known which of the two makes a table of its own."
  }
}

run "jobs_alone" {
  variables {
    features           = ["jobs"]
    notification_email = "ops@example.com"
    jobs               = { write_capacity = 7, jwt = { issuer = "https://login.example.com", audience = ["ingest"] } }
  }

  assert {
    condition     = join(",", output.features) == "jobs" && output.spike == null && output.jobs.default_table_name == "spillway-test-users" && output.jobs.authorization == "jwt"
    error_message = "The feature stands without the spike."
  }
  assert {
    condition = join(",", keys(output.jobs)) == join(",", [
      "access_log_group_name", "api_function_name", "api_id", "api_url", "authorization", "bucket", "capacity_owners", "chunk_queue_name", "chunk_queue_url", "consumer_function_name",
      "dashboard_name", "dead_letter_queue_name", "dead_letter_queue_url", "default_table_name", "execution_arn", "jobs_table_name", "maximum_concurrency", "tables",
      "topic_arn", "topic_name", "worker_function_name", "worker_log_group_name",
    ])
    error_message = "The CLI reads these names."
  }
}

run "scaling_alone" {
  variables {
    features = ["scaling"]
    scaling  = { base = { write = 7 }, max = { write = 70 }, scale_down_delay_minutes = 0.1 }
  }

  assert {
    condition     = join(",", output.features) == "scaling" && output.spike == null && output.scaling.table_name == "spillway-test-entities" && output.scaling.notice_topic_arn == output.alarm_topic_arn
    error_message = "The feature stands without the spike; what it has to say goes to the topic of all alarms."
  }
  assert {
    condition     = output.scaling.base == { read = 5, write = 7 } && output.scaling.max == { read = 100, write = 70 } && output.scaling.scale_down_delay_minutes == 0.1
    error_message = "The object's values reach the feature; what it leaves out has the feature's default."
  }
  assert {
    condition = join(",", keys(output.scaling)) == join(",", [
      "alarm_names", "base", "client_environment", "client_policy_json", "dashboard_name", "decrease_rule", "function_name", "log_group_name", "max", "notice_topic_arn",
      "scale_down_delay_minutes", "scale_up_factor", "state_table_name", "table_name", "tables",
    ])
    error_message = "The CLI reads these names."
  }
}

run "a_table_of_another_feature_is_scaled_where_the_scaler_owns_it" {
  variables {
    features = ["scaling", "spike"]
    spike    = { capacity_owner = "scaler" }
    scaling  = { tables = { spillway-test-direct = {} } }
  }

  assert {
    condition     = join(",", keys(output.scaling.tables)) == "spillway-test-direct" && output.scaling.table_name == null
    error_message = "The scaler owns the capacity of the spike's tables, so it may be told of one."
  }
}

run "table_alone" {
  variables {
    features = ["table"]
    table    = { name = "Users", max_write_units = 2000, global_indexes = { byEmail = { partition_key = { name = "email" } } } }
  }

  assert {
    condition     = join(",", output.features) == "table" && output.spike == null && output.table.table_name == "Users" && output.table.billing == "on-demand" && join(",", output.table.index_names) == "byEmail"
    error_message = "The feature stands without the spike; the object's values reach it, and what it leaves out has the feature's default."
  }
  assert {
    condition     = join(",", keys(output.table)) == "alarm_names,billing,capacity_owners,index_names,stream_arn,table_arn,table_name"
    error_message = "These names are what others read."
  }
}

run "the_planned_table_is_scaled_where_the_scaler_owns_it" {
  variables {
    features = ["scaling", "table"]
    table    = { name = "Users", billing = "provisioned", capacity_owner = "scaler" }
    scaling  = { tables = { Users = {} } }
  }

  assert {
    condition     = join(",", keys(output.scaling.tables)) == "Users"
    error_message = "The scaler owns the capacity of the planned table, so it may be told of it."
  }
}

run "all_features_together" {
  variables {
    features = ["capture", "cart", "jobs", "scaling", "spike", "table"] # every known name
  }

  assert {
    condition     = length(setsubtract(local.known_features, output.features)) == 0 && output.spike != null && output.capture != null && output.cart != null && output.jobs != null && output.scaling != null && output.table != null
    error_message = "All that are known can be deployed side by side."
  }
}

run "the_local_cloud_has_an_endpoint" {
  command = plan
  variables {
    features              = []
    endpoint_url          = "http://127.0.0.1:4566"
    allowed_account_ids   = []
    metric_period_seconds = 1
    burst_seconds         = 10
    encrypt_alarm_topic   = false
    deletion_protection   = false
  }

  assert {
    condition     = output.endpoint_url == "http://127.0.0.1:4566" && output.metric_period_seconds == 1 && output.burst_seconds == 10
    error_message = "The endpoint, the period and the burst reach the CLI."
  }
}

# Each of these breaks several variables at once: every one that expect_failures names must be refused.
# Only what refers to one another stands alone.

run "rejects_unknown_features" {
  command         = plan
  expect_failures = [var.features]

  variables {
    features = ["spike", "everything"]
  }
}

run "rejects_where" {
  command = plan
  expect_failures = [
    var.environment,
    var.region,
    var.endpoint_url,
  ]

  variables {
    features     = []
    environment  = "Test Environment"
    region       = "virginia"
    endpoint_url = "http://127.0.0.1:4566/aws"
  }
}

run "rejects_account_id" {
  command         = plan
  expect_failures = [var.allowed_account_ids]

  variables {
    features            = []
    allowed_account_ids = ["1234"]
  }
}

run "rejects_aws_without_an_account" {
  command         = plan
  expect_failures = [var.allowed_account_ids]

  variables {
    features            = []
    allowed_account_ids = []
  }
}

run "rejects_a_burst_of_aws_that_is_not_its_own" {
  command         = plan
  expect_failures = [var.burst_seconds]

  variables {
    features      = []
    burst_seconds = 10
  }
}

run "rejects_shared_values" {
  command = plan
  expect_failures = [
    var.point_in_time_recovery_days,
    var.table_encryption,
    var.log_level,
    var.metric_period_seconds,
  ]

  variables {
    features                    = []
    point_in_time_recovery_days = 36
    table_encryption            = "customer-managed"
    log_level                   = "LOUD"
    metric_period_seconds       = 90
  }
}
