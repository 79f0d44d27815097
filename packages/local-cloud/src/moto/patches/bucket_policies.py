"""Leaves it to the gateway what a bucket's policy denies: moto 5.2 does not read a statement's condition, so that a
bucket that denies requests without TLS took no object at all.
"""

MODULE = "moto.s3.models"


def patch(models):
    permission = models.FakeBucket.get_permission

    def get_permission(self, action, resource):
        from moto.iam.access_control import PermissionResult

        result = permission(self, action, resource)
        return PermissionResult.NEUTRAL if result == PermissionResult.DENIED else result

    models.FakeBucket.get_permission = get_permission
