"""Gives back how a function logs (`LoggingConfig`), which moto 5.2 forgets."""

MODULE = "moto.awslambda.models"


def patch(models):
    made = models.LambdaFunction.__init__
    change = models.LambdaFunction.update_configuration
    told = models.LambdaFunction.get_configuration

    def init(self, account_id, spec, region, version=1):
        made(self, account_id, spec, region, version)
        self.logging_config = spec.get("LoggingConfig")

    def update_configuration(self, config_updates):
        if "LoggingConfig" in config_updates:
            self.logging_config = config_updates["LoggingConfig"]
        return change(self, config_updates)

    def get_configuration(self, on_create=False):
        config = told(self, on_create)
        group = f"/aws/lambda/{self.function_name}"
        asked = getattr(self, "logging_config", None) or {}
        config["LoggingConfig"] = {"LogFormat": "Text", "LogGroup": group, **asked}
        return config

    models.LambdaFunction.__init__ = init
    models.LambdaFunction.update_configuration = update_configuration
    models.LambdaFunction.get_configuration = get_configuration
