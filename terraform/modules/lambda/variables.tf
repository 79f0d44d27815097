variable "name" {
  description = "Function name, 1 to 64 characters of a-z, A-Z, 0-9, '-' and '_'. Also the name of its role and the end of its log group's."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.name))
    error_message = "name must be 1 to 64 characters of a-z, A-Z, 0-9, '-' and '_'."
  }
}

variable "description" {
  description = "What the function does, in a sentence of up to 256 characters."
  type        = string

  validation {
    condition     = length(var.description) >= 1 && length(var.description) <= 256
    error_message = "description must be 1 to 256 characters."
  }
}

variable "service_name" {
  description = "Name of the service in logs and metrics (POWERTOOLS_SERVICE_NAME): the app's, or one of its own where an app is deployed twice; the same in every environment."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*$", var.service_name))
    error_message = "service_name must be lower-case letters, digits and '-', a letter first."
  }
}

variable "zip_path" {
  description = "Path of the function's zip, with index.mjs at its top that exports handler. Its hash decides whether the code is sent again."
  type        = string

  validation {
    condition     = length(var.zip_path) > 0
    error_message = "zip_path must not be empty."
  }
}

variable "architecture" {
  description = "Processor: arm64 (default, $0.0000133334 a GB-second in us-east-1) or x86_64 ($0.0000166667)."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture must be arm64 or x86_64."
  }
}

variable "memory_mb" {
  description = "Memory in MB, 128 to 10,240. CPU grows with it (one whole CPU at 1,769 MB), and so does the price of a second. Default 512."
  type        = number
  default     = 512

  validation {
    condition     = var.memory_mb >= 128 && var.memory_mb <= 10240 && floor(var.memory_mb) == var.memory_mb
    error_message = "memory_mb must be a whole number from 128 to 10240."
  }
}

variable "timeout_seconds" {
  description = "Seconds after which a run is cut off, 1 to 900. A queue that feeds the function must hide its messages for at least six times this."
  type        = number

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 900 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds must be a whole number from 1 to 900."
  }
}

variable "reserved_concurrency" {
  description = "Runs at once that are kept for this function and that it can't exceed. null (default): none kept, the account's pool (1,000 in a new account, sometimes 10) is the limit. 0 stops the function."
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null ? true : var.reserved_concurrency >= 0 && floor(var.reserved_concurrency) == var.reserved_concurrency
    error_message = "reserved_concurrency must be null or a whole number of 0 or more."
  }
}

variable "async_retry_attempts" {
  description = "Times that Lambda repeats a failed asynchronous run, 0 to 2. Default 0, because a producer that runs again sends everything again; the next scheduled run is soon enough."
  type        = number
  default     = 0

  validation {
    condition     = contains([0, 1, 2], var.async_retry_attempts)
    error_message = "async_retry_attempts must be 0, 1 or 2."
  }
}

variable "environment" {
  description = "The app's own environment variables, at most 4 KB together. POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE and LOG_LEVEL are set by this module."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.environment) : can(regex("^[A-Z][A-Z0-9_]+$", name))])
    error_message = "The names in environment must be UPPER_SNAKE."
  }

  validation {
    condition     = alltrue([for name in keys(var.environment) : !contains(["POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"], name)])
    error_message = "environment must not set POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE or LOG_LEVEL: use service_name and log_level."
  }

  # The rest is for the three that this module sets.
  validation {
    condition     = sum(concat([0], [for name, value in var.environment : length(name) + length(value)])) <= 3968
    error_message = "environment must be 3,968 characters at most, names and values together: Lambda takes 4 KB."
  }
}

variable "log_level" {
  description = "Least level that is logged: DEBUG, INFO (default), WARN or ERROR. Logs cost $0.50 a GB taken in, so DEBUG is for looking, not for staying."
  type        = string
  default     = "INFO"

  validation {
    condition     = contains(["DEBUG", "INFO", "WARN", "ERROR"], var.log_level)
    error_message = "log_level must be DEBUG, INFO, WARN or ERROR."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept: 1, 3, 5, 7, 14 (default), 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653. $0.03 a GB-month."
  type        = number
  default     = 14

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of the numbers of days that CloudWatch Logs knows (1, 3, 5, 7, 14, 30, 60, 90, ...); 0 (for ever) is not offered."
  }
}

variable "tracing" {
  description = "true records each run in X-Ray ($5 a million traces) and gives the role the two X-Ray permissions. Default false."
  type        = bool
  default     = false
}

variable "account_actions" {
  description = "Actions for which AWS has no resources to name, which the role then may do in the whole account; they read only: cloudwatch:GetMetricData (any metric) and application-autoscaling:DescribeScalableTargets. Others are refused. Default []: none."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(setsubtract(var.account_actions, ["application-autoscaling:DescribeScalableTargets", "cloudwatch:GetMetricData"])) == 0
    error_message = "account_actions must be of cloudwatch:GetMetricData and application-autoscaling:DescribeScalableTargets: every other action has resources to name, in policy_statements."
  }
}

variable "policy_statements" {
  description = "What the role may do besides writing its own logs. Each statement names its actions (service:Action) and its resources (whole ARNs): wildcards are refused, except after the name of a resource (\"<table ARN>/index/*\", \"<bucket ARN>/jobs/*/report.json\"). conditions, by operator and key, narrow it further, such as { \"ForAllValues:StringEquals\" = { \"dynamodb:LeadingKeys\" = [\"PACE#orders\"] } }."
  type = list(object({
    sid        = string
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(list(string))), {})
  }))
  default = []

  validation {
    condition     = alltrue([for statement in var.policy_statements : can(regex("^[a-zA-Z0-9]+$", statement.sid))])
    error_message = "Each sid in policy_statements must be letters and digits only, as IAM asks."
  }

  validation {
    condition     = alltrue(flatten([for statement in var.policy_statements : [length(statement.actions) > 0, [for action in statement.actions : can(regex("^[a-z0-9-]+:[A-Za-z0-9]+$", action))]]]))
    error_message = "Each statement needs at least one action, and each action must be written out as service:Action, without wildcards."
  }

  validation {
    condition     = alltrue(flatten([for statement in var.policy_statements : [length(statement.resources) > 0, [for resource in statement.resources : can(regex("^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:[^*]+(/[*]/[^*]+)?(/[*])?$", resource))]]]))
    error_message = "Each statement needs at least one resource, and each resource must be a whole ARN; only \"/*\" behind a resource's name is allowed, at its end or, once, between two names."
  }
}

variable "duration_alarm_percent" {
  description = "Share of the timeout, in percent (1 to 100), at which the longest run of a minute rings the alarm ($0.10 a month, as the two others). Default 90."
  type        = number
  default     = 90

  validation {
    condition     = var.duration_alarm_percent >= 1 && var.duration_alarm_percent <= 100
    error_message = "duration_alarm_percent must be 1 to 100."
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
