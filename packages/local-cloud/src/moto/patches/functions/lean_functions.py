"""Keeps the code of functions and layers out of moto's memory: the local cloud has it on disk, and moto
would hold it twice, once as text. Its size and hash stay."""

MODULE = "moto.awslambda.models"


def patch(models):
    set_code = models.LambdaFunction._set_function_code
    make_layer = models.LayerVersion.__init__

    def set_function_code(self, updated_spec):
        set_code(self, updated_spec)
        self.code_bytes = b""
        self.code.pop("ZipFile", None)

    def make_lean_layer(self, spec, account_id, region):
        make_layer(self, spec, account_id, region)
        self.code_bytes = b""
        self.content = {}

    models.LambdaFunction._set_function_code = set_function_code
    models.LayerVersion.__init__ = make_lean_layer
