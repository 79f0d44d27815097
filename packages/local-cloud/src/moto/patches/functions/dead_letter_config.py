"""Keeps a function's DeadLetterConfig, which moto 5.2 forgets: Terraform would find a change at every plan,
and nobody could know where its dead letters go. A published version has what the function had.
"""

MODULE = "moto.awslambda.models"


def patch(models):
    function = models.LambdaFunction
    init, configuration, update = (
        function.__init__,
        function.get_configuration,
        function.update_configuration,
    )

    def keeping_init(self, account_id, spec, region, *more, **named):
        init(self, account_id, spec, region, *more, **named)
        self.dead_letter_config = spec.get("DeadLetterConfig")

    def telling_configuration(self, *more, **named):
        config = configuration(self, *more, **named)
        kept = getattr(self, "dead_letter_config", None)
        return {**config, "DeadLetterConfig": kept} if kept and kept.get("TargetArn") else config

    def keeping_update(self, config_updates):
        if "DeadLetterConfig" in config_updates:
            self.dead_letter_config = config_updates["DeadLetterConfig"]
        return update(self, config_updates)

    function.__init__ = keeping_init
    function.get_configuration = telling_configuration
    function.update_configuration = keeping_update
