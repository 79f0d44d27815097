# The function, and how changes are handed to it.

variable "lambda_memory_size" {
  description = "Memory of the processor in MB, 128 to 10,240; CPU and price grow with it. Default 256."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = var.lambda_memory_size >= 128 && var.lambda_memory_size <= 10240 && floor(var.lambda_memory_size) == var.lambda_memory_size
    error_message = "lambda_memory_size must be a whole number from 128 to 10240."
  }
}

variable "lambda_timeout" {
  description = "Seconds after which a run is cut off, 4 to 900. The processor keeps the last 3 of them for its answer: it stops retrying then, and reports what is left. Default 60."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.lambda_timeout >= 4 && var.lambda_timeout <= 900 && floor(var.lambda_timeout) == var.lambda_timeout
    error_message = "lambda_timeout must be a whole number from 4 to 900: 3 seconds are kept for the answer."
  }
}

variable "concurrency" {
  description = "Items whose changes are processed at once in one run, 1 to 100; changes of one item stay in order. Default 10."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.concurrency >= 1 && var.concurrency <= 100 && floor(var.concurrency) == var.concurrency
    error_message = "concurrency must be a whole number from 1 to 100."
  }
}

variable "batch_size" {
  description = "Changes handed over at once, at most: 1 to 10,000, and 6 MB. More means fewer runs and fewer, larger audit objects ($0.005 for 1,000), and more to repeat when one fails. Default 10."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10000 && floor(var.batch_size) == var.batch_size
    error_message = "batch_size must be a whole number from 1 to 10000."
  }
}

variable "batching_window_seconds" {
  description = "Seconds to wait for a batch to fill, 0 to 300. Longer means fuller batches and later processing. Default 0: whatever there is, at once."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.batching_window_seconds >= 0 && var.batching_window_seconds <= 300 && floor(var.batching_window_seconds) == var.batching_window_seconds
    error_message = "batching_window_seconds must be a whole number from 0 to 300."
  }
}

variable "parallelization_factor" {
  description = "Batches of one shard under way at once, 1 to 10; changes of one item stay in order. Raise it when the iterator age grows. Default 1."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.parallelization_factor >= 1 && var.parallelization_factor <= 10 && floor(var.parallelization_factor) == var.parallelization_factor
    error_message = "parallelization_factor must be a whole number from 1 to 10."
  }
}

variable "starting_position" {
  description = "Where a new mapping begins: TRIM_HORIZON (default), all that the stream still has, or LATEST, what comes after the mapping is active."
  type        = string
  default     = "TRIM_HORIZON"
  nullable    = false
}

variable "filter_patterns" {
  description = "Event patterns (JSON) over the stream's records, 5 at most: a change that matches none is not processed, costs nothing, and is in no audit log. Default []: every change."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "enabled" {
  description = "false stops processing: changes wait in the stream, which forgets each after 24 h. Default true."
  type        = bool
  default     = true
  nullable    = false
}

variable "iterator_age_alarm_seconds" {
  description = "Seconds behind the stream that ring the alarm, 1 to 86,400. Default 900."
  type        = number
  default     = 900
  nullable    = false
}

variable "vpc" {
  description = "Subnets and security groups of a VPC that the processor runs in. No NAT is needed, but endpoints are: gateway endpoints for S3 and DynamoDB (free), interface endpoints ($0.01 an hour in each zone) for sns when there are notice rules, sqs when failure_destination is sqs, kinesis-firehose with lake. null (default): no VPC."
  type = object({
    subnet_ids         = set(string)
    security_group_ids = set(string)
  })
  default = null
}

variable "handler" {
  description = "One's own handler of each change, after all other sinks: module, path of an ES module in a layer (/opt/handler.mjs) that exports default (change, context) => Promise; layer_arns, the layers that bring it; environment and policy_statements, what it needs besides. null (default): none. The processor's own rights and variables are its rights and variables too."
  type = object({
    module      = string
    layer_arns  = list(string)
    environment = optional(map(string), {})
    policy_statements = optional(list(object({
      sid       = string
      actions   = list(string)
      resources = list(string)
    })), [])
  })
  default = null

  validation {
    condition     = var.handler == null ? true : can(regex("^/opt/.+[.]m?js$", var.handler.module)) && length(var.handler.layer_arns) > 0
    error_message = "handler needs a module in /opt (such as /opt/handler.mjs) and the layer that brings it."
  }
}
