# The API: who may call it, how often, and with how much.

variable "with_user_pool" {
  description = "true makes a Cognito user pool, in which shoppers sign up with an e-mail address and a password, and whose tokens the API takes. 10,000 active users a month are free, then $0.015 each. Cognito itself sends 50 mails a day at most, one for each sign-up and each password that was forgotten: a shop needs sign_up_email. Default false."
  type        = bool
  default     = false
  nullable    = false
}

variable "sign_up_email" {
  description = "By which identity of SES the user pool sends its mails: source_arn of the verified address or domain, in the same account, and from, such as \"Shop <shop@example.com>\", an address of it. SES's own limits hold then; out of its sandbox, 50,000 a day at first, $0.10 a thousand. null (default): Cognito's own sender, 50 mails a day; the next shopper can't sign up until tomorrow."
  type        = object({ source_arn = string, from = string })
  default     = null

  validation {
    condition     = var.sign_up_email == null || var.with_user_pool
    error_message = "sign_up_email is for the mails of a user pool: set with_user_pool = true too."
  }
  validation {
    condition     = var.sign_up_email == null ? true : can(regex("^arn:[^:]+:ses:[^:]+:[0-9]{12}:identity/.+$", var.sign_up_email.source_arn)) && can(regex("^[^@]+@[^@]+$", var.sign_up_email.from))
    error_message = "sign_up_email needs source_arn, such as arn:aws:ses:us-east-1:123456789012:identity/example.com, and from, an address of it."
  }
}

variable "password_sign_in" {
  description = "true lets clients of the user pool send the password itself (USER_PASSWORD_AUTH), as scripts and tests do. Default false: by SRP alone, so that the password never leaves the shopper's device."
  type        = bool
  default     = false
  nullable    = false
}

variable "jwt" {
  description = "Callers show a token of this issuer (https://...) made for one of audience, with one of scopes where given; its subject is the user whose cart it is. null (default): tokens of the user pool where there is one, else callers sign with AWS credentials (SigV4), and their policies must allow execute-api:Invoke on the API; whose cart it is, the ARN of the user or of the role's session says, or the identity of a Cognito identity pool. Whoever may assume a role chooses the session's name, so with signatures shoppers must come through a pool or a sign-in portal."
  type = object({
    issuer   = string
    audience = set(string)
    scopes   = optional(set(string))
  })
  default = null

  validation {
    condition     = var.jwt == null || !var.with_user_pool
    error_message = "An API has one issuer of tokens: jwt of another, or with_user_pool, not both."
  }
}

variable "cors" {
  description = "Which pages of other origins browsers let call the API: allow_origins and, optional, allow_methods (default all that there are), allow_headers (default authorization, content-type and idempotency-key), expose_headers (default idempotency-replayed, location and retry-after), max_age_seconds. null (default): none."
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
  description = "Requests of all shoppers together: rate a second and burst at once, 5,000 at most; above, API Gateway answers 429. Default 1,000 and 2,000. $1 a million requests. The account has 10,000 a second, and 1,000 runs of functions at once, unless AWS gave it more."
  type        = object({ rate = optional(number, 1000), burst = optional(number, 2000) })
  default     = {}
  nullable    = false
}

variable "api_memory_mb" {
  description = "Memory of cart-api in MB, 128 to 10,240; CPU and price grow with it. Default 512."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.api_memory_mb >= 128 && var.api_memory_mb <= 10240 && floor(var.api_memory_mb) == var.api_memory_mb
    error_message = "api_memory_mb must be a whole number from 128 to 10240."
  }
}

variable "max_body_bytes" {
  description = "Bytes of a request's body at most, 1,000 to 1,000,000; above, 413. The largest that is needed has 300. Default 10,000."
  type        = number
  default     = 10000
  nullable    = false

  validation {
    condition     = var.max_body_bytes >= 1000 && var.max_body_bytes <= 1000000 && floor(var.max_body_bytes) == var.max_body_bytes
    error_message = "max_body_bytes must be a whole number from 1000 to 1000000."
  }
}
