variable "layer_arns" {
  description = "ARNs of layer versions, unpacked into /opt in this order, 5 at most; with the function's zip 250 MB unpacked. Default []: none."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.layer_arns) <= 5
    error_message = "layer_arns has 5 layers at most."
  }

  validation {
    condition     = alltrue([for arn in var.layer_arns : can(regex("^arn:aws[a-z-]*:lambda:[^:]+:[0-9]{12}:layer:[a-zA-Z0-9_-]+:[0-9]+$", arn))])
    error_message = "Each of layer_arns must be the ARN of a layer's version (arn:aws:lambda:<region>:<account>:layer:<name>:<version>)."
  }
}
