variable "name" {
  description = "API name, 1 to 128 characters of a-z, A-Z, 0-9, '-' and '_'. Also the end of its access log's. $1 a million requests, none without."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,128}$", var.name))
    error_message = "name must be 1 to 128 characters of a-z, A-Z, 0-9, '-' and '_'."
  }
}

variable "description" {
  description = "What the API is for, in a sentence of up to 1,024 characters."
  type        = string

  validation {
    condition     = length(var.description) >= 1 && length(var.description) <= 1024
    error_message = "description must be 1 to 1024 characters."
  }
}

variable "routes" {
  description = "The operations, each as API Gateway writes a route: \"GET /jobs/{id}\". Every one is authorized; $default and ANY are not offered, so that nothing is open by accident. 300 at most."
  type        = set(string)

  validation {
    condition     = length(var.routes) >= 1 && length(var.routes) <= 300 && alltrue([for route in var.routes : can(regex("^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /([A-Za-z0-9._~-]+|[{][a-zA-Z0-9]+[+]?[}])?(/([A-Za-z0-9._~-]+|[{][a-zA-Z0-9]+[+]?[}]))*$", route))])
    error_message = "Each of routes must be a method and a path, such as \"GET /jobs/{id}\"."
  }
}

# What answers

variable "function_name" {
  description = "Name of the function that answers every route, in payload format 2.0."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.function_name))
    error_message = "function_name must be 1 to 64 characters of a-z, A-Z, 0-9, '-' and '_'."
  }
}

variable "invoke_arn" {
  description = "ARN by which API Gateway invokes that function: output invoke_arn of module lambda."
  type        = string
}

variable "timeout_seconds" {
  description = "Seconds that API Gateway waits for the function before it answers 503, 0.05 to 30. Default 29."
  type        = number
  default     = 29
  nullable    = false

  validation {
    condition     = var.timeout_seconds >= 0.05 && var.timeout_seconds <= 30
    error_message = "timeout_seconds must be 0.05 to 30: API Gateway waits no longer."
  }
}

# Who may call

variable "jwt" {
  description = "Callers show a token (Authorization: Bearer ...) of this issuer (https://..., whose /.well-known/openid-configuration has its keys), made for one of audience; with scopes, it must have one of them. null (default): callers sign with AWS credentials (SigV4), and their policies must allow execute-api:Invoke."
  type = object({
    issuer   = string
    audience = set(string)
    scopes   = optional(set(string))
  })
  default = null

  validation {
    condition     = var.jwt == null ? true : can(regex("^https?://[^ ]+$", var.jwt.issuer)) && length(var.jwt.audience) > 0
    error_message = "jwt needs an issuer (https://...) and at least one audience."
  }
}

variable "cors" {
  description = "Which pages of other origins browsers let call the API. null (default): none."
  type = object({
    allow_origins   = set(string)
    allow_methods   = optional(set(string), ["GET"])
    allow_headers   = optional(set(string), ["authorization", "content-type"])
    expose_headers  = optional(set(string), ["location"])
    max_age_seconds = optional(number, 300)
  })
  default = null

  validation {
    condition     = var.cors == null ? true : length(var.cors.allow_origins) > 0 && var.cors.max_age_seconds >= -1 && var.cors.max_age_seconds <= 86400
    error_message = "cors needs at least one of allow_origins, and max_age_seconds from -1 to 86400."
  }
}

variable "throttling" {
  description = "Requests of all callers together: rate a second, 1 or more, and burst, how many at once, 1 to 5,000; above, API Gateway answers 429. The account has 10,000 a second in all. Default 100 and 200."
  type = object({
    rate  = optional(number, 100)
    burst = optional(number, 200)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.throttling.rate >= 1 && var.throttling.burst >= 1 && var.throttling.burst <= 5000 && floor(var.throttling.burst) == var.throttling.burst
    error_message = "throttling needs a rate of 1 or more, and a burst that is a whole number from 1 to 5000."
  }
}

# What is seen of it

variable "log_retention_days" {
  description = "Days that the access log is kept, one of CloudWatch's numbers (1, 3, 5, 7, 14, 30, ...). $0.50 a GB taken in, about 500 bytes a request. Default 14."
  type        = number
  default     = 14
  nullable    = false
}

variable "failure_alarm_answers" {
  description = "Answers of 5xx in a minute that ring the alarm, 1 or more ($0.10 a month). Default 1."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.failure_alarm_answers >= 1
    error_message = "failure_alarm_answers must be 1 or more."
  }
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that the alarm goes to. Required, so that no alarm is silent."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:sns:", var.alarm_topic_arn))
    error_message = "alarm_topic_arn must be the ARN of an SNS topic (arn:aws:sns:...)."
  }
}
