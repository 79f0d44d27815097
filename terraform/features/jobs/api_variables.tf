# The API: who may call it, how often, and with how much.

variable "jwt" {
  description = "Callers show a token of this issuer (https://...) made for one of audience, with one of scopes where given. null (default): callers sign with AWS credentials (SigV4), and their policies must allow execute-api:Invoke on the API."
  type = object({
    issuer   = string
    audience = set(string)
    scopes   = optional(set(string))
  })
  default = null
}

variable "cors" {
  description = "Which pages of other origins browsers let call the API: allow_origins and, optional, allow_methods, allow_headers, expose_headers, max_age_seconds. null (default): none."
  type = object({
    allow_origins   = set(string)
    allow_methods   = optional(set(string))
    allow_headers   = optional(set(string))
    expose_headers  = optional(set(string))
    max_age_seconds = optional(number)
  })
  default = null
}

variable "throttling" {
  description = "Requests of all callers together: rate a second and burst at once; above, API Gateway answers 429. Default 100 and 200. $1 a million requests."
  type        = object({ rate = optional(number, 100), burst = optional(number, 200) })
  default     = {}
  nullable    = false
}

variable "api_memory_mb" {
  description = "Memory of ingest-api in MB, 128 to 10,240; CPU and price grow with it. Default 512."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.api_memory_mb >= 128 && var.api_memory_mb <= 10240 && floor(var.api_memory_mb) == var.api_memory_mb
    error_message = "api_memory_mb must be a whole number from 128 to 10240."
  }
}

variable "max_body_bytes" {
  description = "Bytes of a request's body at most; above, 413 says to upload a file. 1 to 5,900,000: Lambda takes 6 MB with all around it. Default 5,000,000."
  type        = number
  default     = 5000000
  nullable    = false

  validation {
    condition     = var.max_body_bytes >= 1 && var.max_body_bytes <= 5900000 && floor(var.max_body_bytes) == var.max_body_bytes
    error_message = "max_body_bytes must be a whole number from 1 to 5900000."
  }
}

variable "upload_seconds" {
  description = "Seconds that the URL of an upload is good for, 60 to 43,200; the role's session may end it earlier. Default 900."
  type        = number
  default     = 900
  nullable    = false

  validation {
    condition     = var.upload_seconds >= 60 && var.upload_seconds <= 43200 && floor(var.upload_seconds) == var.upload_seconds
    error_message = "upload_seconds must be a whole number from 60 to 43200."
  }
}
