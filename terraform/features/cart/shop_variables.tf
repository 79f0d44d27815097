# The shop's rules.

variable "currency" {
  description = "The one currency that the shop sells in (ISO 4217, three capital letters); others are refused. Prices that are there already are not converted: for another currency deploy another shop. Default EUR."
  type        = string
  default     = "EUR"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Z]{3}$", var.currency))
    error_message = "currency must be three capital letters of ISO 4217, such as EUR."
  }
}

variable "line_days" {
  description = "Days that a line stays in the cart after it was last changed, 1 to 3,650; then it is not seen any more, and DynamoDB deletes it some time later, for nothing. Default 30."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.line_days >= 1 && var.line_days <= 3650 && floor(var.line_days) == var.line_days
    error_message = "line_days must be a whole number from 1 to 3650."
  }
}

variable "repeat_seconds" {
  description = "Seconds for which a request is remembered at least, so that the same one sent again acts once: 60 to 86,400. Each is 22 bytes of its line for up to three times as long: a line that changes more than 30 times within that is above 1 KB, and takes 2 write units a change. Default 3,600."
  type        = number
  default     = 3600
  nullable    = false

  validation {
    condition     = var.repeat_seconds >= 60 && var.repeat_seconds <= 86400 && floor(var.repeat_seconds) == var.repeat_seconds
    error_message = "repeat_seconds must be a whole number from 60 to 86400."
  }
}

variable "max_quantity" {
  description = "Units of one product at once, and in one order, 1 to 9,000: an order of 1,000 lines of the dearest products then still comes to a whole number that is exact. Default 999."
  type        = number
  default     = 999
  nullable    = false

  validation {
    condition     = var.max_quantity >= 1 && var.max_quantity <= 9000 && floor(var.max_quantity) == var.max_quantity
    error_message = "max_quantity must be a whole number from 1 to 9000."
  }
}

variable "max_lines" {
  description = "Lines of one order, 1 to 1,000: an order is one item, of 400 KB at most. Default 1,000."
  type        = number
  default     = 1000
  nullable    = false

  validation {
    condition     = var.max_lines >= 1 && var.max_lines <= 1000 && floor(var.max_lines) == var.max_lines
    error_message = "max_lines must be a whole number from 1 to 1000."
  }
}

variable "catalogue_seconds" {
  description = "Seconds that a product's price is taken from memory when it is added, 0 to 3,600; 0 reads it each time. A checkout always reads it anew. Default 60: for so long after a price has changed, a shopper may be told of it at checkout only."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.catalogue_seconds >= 0 && var.catalogue_seconds <= 3600 && floor(var.catalogue_seconds) == var.catalogue_seconds
    error_message = "catalogue_seconds must be a whole number from 0 to 3600."
  }
}
