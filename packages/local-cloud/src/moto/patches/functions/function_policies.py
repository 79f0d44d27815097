"""Gives each version and alias of a function a policy of its own. moto 5.2 has one for the function, so that a
statement of an alias stands in the policy of the function too, and is taken away with it.
"""

MODULE = "moto.awslambda.models"


def patch(models):
    from moto.awslambda import responses

    backend = models.LambdaBackend
    if not hasattr(responses.LambdaResponse, "remove_permission"):
        raise AttributeError("LambdaResponse removes permissions otherwise")

    def policy_of(self, function_name, qualifier):
        function = self.get_function(function_name)
        if qualifier in (None, "", "$LATEST"):
            return function.policy
        self.get_function(function_name, qualifier)
        policies = function.__dict__.setdefault("qualified_policies", {})
        return policies.setdefault(qualifier, models.Policy(function))

    def add_permission(self, function_name, qualifier, raw):
        statement, _ = policy_of(self, function_name, qualifier).add_statement(raw, qualifier)
        return statement

    def get_policy(self, function_name, qualifier=None):
        return policy_of(self, function_name, qualifier).wire_format()

    def remove_permission(self):
        parts = self.path.split("/")
        name, statement = responses.unquote(parts[-3]), parts[-1].split("?")[0]
        qualifier = self.querystring.get("Qualifier", [None])[0]
        revision = self.querystring.get("RevisionId", [""])[0]
        policy_of(self.backend, name, qualifier).del_statement(statement, revision)
        return 204, {"status": 204}, "{}"

    backend.add_permission = add_permission
    backend.get_policy = get_policy
    responses.LambdaResponse.remove_permission = remove_permission
