variable "name" {
  description = "Topic name, 1 to 250 characters of a-z, A-Z, 0-9, '-' and '_'. Also the alias of its key."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,250}$", var.name))
    error_message = "name must be 1 to 250 characters of a-z, A-Z, 0-9, '-' and '_'."
  }
}

variable "publishing_services" {
  description = "AWS services that may publish for this account, such as cloudwatch.amazonaws.com for alarms. Default []: roles alone, as their own policies say."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for service in var.publishing_services : can(regex("^[a-z0-9-]+([.][a-z0-9-]+)*[.]amazonaws[.]com$", service))])
    error_message = "Each of publishing_services must be a service's name for policies, such as cloudwatch.amazonaws.com."
  }
}

variable "notification_email" {
  description = "Address that every message is sent to. Empty (default): no subscription; subscribe something else to the topic. AWS sends a letter first, whose link must be followed. 1,000 e-mails a month are free, then $2 for 100,000."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.notification_email == "" || can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.notification_email))
    error_message = "notification_email must be one e-mail address, or empty for none."
  }
}

variable "encrypted" {
  description = "true (default) encrypts the topic with a KMS key of its own: $1 a month, and $0.03 for 10,000 requests. A KMS key can't be deleted at once, it stays for 7 days (free) after destroy."
  type        = bool
  default     = true
  nullable    = false
}
