"""Makes of a permission for a function URL the conditions that Lambda makes of it: moto 5.2 leaves them as
members of the statement, where no policy has them."""

MODULE = "moto.awslambda.policy"


def patch(module):
    merge = module.Policy.condition_merge

    def condition_merge(self, obj):
        merge(self, obj)
        auth_type = obj.pop("FunctionUrlAuthType", None)
        by_url = obj.pop("InvokedViaFunctionUrl", None)
        if auth_type:
            equals = obj.setdefault("Condition", {}).setdefault("StringEquals", {})
            equals["lambda:FunctionUrlAuthType"] = auth_type
        if by_url:
            obj.setdefault("Condition", {})["Bool"] = {"lambda:InvokedViaFunctionUrl": "true"}

    module.Policy.condition_merge = condition_merge
