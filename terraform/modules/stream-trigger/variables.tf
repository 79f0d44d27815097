variable "stream_arn" {
  description = "ARN of the table's stream (<table ARN>/stream/<label>). A stream keeps a change for 24 hours, and no more than two readers should share one shard. Lambda's reading is free."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:dynamodb:[^:]+:[0-9]{12}:table/[^/]+/stream/[^/]+$", var.stream_arn))
    error_message = "stream_arn must be the ARN of a DynamoDB stream (arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>)."
  }
}

variable "function_name" {
  description = "Name of the function that is invoked with each batch. Its role needs what output policy_statements says."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.function_name))
    error_message = "function_name must be 1 to 64 characters of a-z, A-Z, 0-9, '-' and '_'."
  }
}

variable "starting_position" {
  description = "Where a new mapping begins: TRIM_HORIZON (default), all that the stream still has, or LATEST, what comes after the mapping is active, which takes minutes in which changes are missed. A change replaces the mapping."
  type        = string
  default     = "TRIM_HORIZON"

  validation {
    condition     = contains(["TRIM_HORIZON", "LATEST"], var.starting_position)
    error_message = "starting_position must be TRIM_HORIZON or LATEST: DynamoDB's streams know no other."
  }
}

variable "enabled" {
  description = "false stops reading, and what is not read for 24 h is lost; enabled again, the mapping goes on where it stopped. Of a global table's replicas one alone is read. Default true."
  type        = bool
  default     = true
}

variable "filter_patterns" {
  description = "Event patterns (JSON), 5 at most: a change that matches none is not handed over and costs nothing. They see the stream's record: {\"eventName\":[\"REMOVE\"]}, {\"dynamodb\":{\"NewImage\":{\"ActivityType\":{\"S\":[\"LOGIN\"]}}}}. Default []: every change. What is filtered out is in no audit log."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.filter_patterns) <= 5
    error_message = "filter_patterns has 5 patterns at most (10 on request at AWS)."
  }

  validation {
    condition     = alltrue([for pattern in var.filter_patterns : length(pattern) <= 4096 && can(keys(jsondecode(pattern))) && try(length(jsondecode(pattern)) > 0, false)])
    error_message = "Each of filter_patterns must be a JSON object of at least one field, of up to 4,096 characters."
  }
}

variable "event_count_metrics" {
  description = "true has Lambda count what was polled, filtered out, failed and delivered to the destination (AWS/Lambda, dimension EventSourceMappingUUID), at the price of custom metrics ($0.30 a metric and month). Default false."
  type        = bool
  default     = false
}

variable "iterator_age_alarm_seconds" {
  description = "Seconds behind the stream that ring the alarm ($0.10 a month), 1 to 86,400. Default 900: a quarter of an hour of the 24 h after which changes are lost."
  type        = number
  default     = 900

  validation {
    condition     = var.iterator_age_alarm_seconds >= 1 && var.iterator_age_alarm_seconds <= 86400
    error_message = "iterator_age_alarm_seconds must be 1 to 86400 (24 h, which is what a stream keeps)."
  }
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that every alarm goes to. Required, so that no alarm is silent."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:sns:", var.alarm_topic_arn))
    error_message = "alarm_topic_arn must be the ARN of an SNS topic (arn:aws:sns:...)."
  }
}
