/**
 * A service's own spelling of the sentence: SQS writes actions in lower case, SNS its name in upper
 * case, S3 the resource in quotes.
 */
export function spelledMessage(service: string, message: string): string {
  switch (service) {
    case "sqs":
      return message.replaceAll(
        /\bsqs:\w+(?= on resource:| action$| with | because |$)/g,
        (action) => action.toLowerCase(),
      );
    case "sns":
      return message.replaceAll(/\bsns:(?=[A-Z])/g, "SNS:");
    case "s3":
      return message.replace(/on resource: (\S+)/, 'on resource: "$1"');
    default:
      return message;
  }
}
