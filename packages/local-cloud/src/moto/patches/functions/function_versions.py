"""Makes versions of functions as Lambda does.

moto 5.2 gives the number of a deleted version again, publishes the same code twice when it changed before
the first time, names a version with the function's own ARN when CreateFunction publishes it, deletes a
version that an alias still needs, and forgets a reserved concurrency of 0.
"""

import copy

MODULE = "moto.awslambda.models"


def patch(models):
    storage = models.LambdaStorage
    publish, delete = storage.publish_version, storage.del_function
    create, get_code = models.LambdaBackend.create_function, models.LambdaFunction.get_code

    def publish_version(self, name_or_arn, description=""):
        function = self.get_function_by_name_or_arn_forbid_qualifier(name_or_arn)
        versions = self._functions[function.function_name]["versions"]
        is_first = not versions
        before = len(versions)
        version = publish(self, name_or_arn, description)
        if is_first:
            function.code_or_config_updated = False
        if version is not None and len(versions) > before:
            function.last_version = getattr(function, "last_version", 0) + 1
            version.set_version(function.last_version)
            # moto may have given it another's number at first, and its place.
            self._arns.update({other.function_arn: other for other in versions})
        return version

    def del_function(self, name_or_arn, qualifier=None):
        _, name, named = self.split_function_arn(
            name_or_arn if name_or_arn.startswith("arn:") else f"x:function:{name_or_arn}"
        )
        qualifier = named or qualifier
        if qualifier == "$LATEST":
            message = "$LATEST version cannot be deleted without deleting the function."
            raise models.InvalidParameterValueException(message)
        if qualifier and name in self._functions:
            for alias in self._get_function_aliases(name).values():
                weights = (alias.routing_config or {}).get("AdditionalVersionWeights") or {}
                if qualifier == alias.function_version or qualifier in weights:
                    message = f"Version is still referenced by alias(es): {alias.name}"
                    error = models.LambdaClientError("ResourceConflictException", message)
                    error.code = 409
                    raise error
        return delete(self, name_or_arn, qualifier)

    def create_function(self, spec):
        function = create(self, spec)
        if not spec.get("Publish"):
            return function
        published = copy.copy(function)
        published.function_arn = f"{function.function_arn}:{function.version}"
        return published

    def get_code_with_concurrency(self):
        answer = get_code(self)
        if self.reserved_concurrency is not None:
            reserved = {"ReservedConcurrentExecutions": self.reserved_concurrency}
            answer["Concurrency"] = reserved
        return answer

    storage.publish_version, storage.del_function = publish_version, del_function
    models.LambdaBackend.create_function = create_function
    models.LambdaFunction.get_code = get_code_with_concurrency
