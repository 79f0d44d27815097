"""Lets stages be changed and tagged, authorizers be listed, and access logs, limits of routes and scopes be taken
away, for which moto 5.2 has no code; takes an empty CORS configuration for none.
"""

import json
import re

MODULE = "moto.apigatewayv2.responses"

# Members of a request, by the attributes of moto's stage.
STAGE = {
    "accessLogSettings": "access_log_settings",
    "autoDeploy": "auto_deploy",
    "clientCertificateId": "client_certificate_id",
    "defaultRouteSettings": "default_route_settings",
    "description": "description",
    "routeSettings": "route_settings",
    "stageVariables": "stage_variables",
}


def patch(responses):
    from moto.core.utils import utcnow

    handler = responses.ApiGatewayV2Response
    change_api, change_route, tag, untag, tags = (
        handler.update_api,
        handler.update_route,
        handler.tag_resource,
        handler.untag_resource,
        handler.get_tags,
    )

    def part(self, index):
        return responses.unquote(self.path.split("/")[index])

    def stage_of(self):
        return self.apigatewayv2_backend.get_stage(part(self, 3), part(self, 5))

    def tagged_stage(self):
        """The stage whose ARN stands behind /v2/tags/; None for that of another resource."""
        arn = responses.unquote(self.path.split("/tags/")[1])
        found = re.search(r"/apis/([^/]+)/stages/([^/]+)$", arn)
        return found and self.apigatewayv2_backend.get_stage(*found.groups())

    def update_api(self):
        answer = change_api(self)
        # An empty configuration is none; moto keeps it.
        if json.loads(self.body).get("corsConfiguration") != {}:
            return answer
        api = self.apigatewayv2_backend.get_api(part(self, 3))
        api.delete_cors_configuration()
        return 200, {}, json.dumps(api.to_json())

    def update_stage(self):
        stage = stage_of(self)
        changes = json.loads(self.body)
        # What a route has of its own stays, where it is not named.
        if "routeSettings" in changes:
            changes["routeSettings"] = {**stage.route_settings, **changes["routeSettings"]}
        for name, value in changes.items():
            if name in STAGE:
                setattr(stage, STAGE[name], value)
        stage.updated = utcnow()
        return 200, {}, json.dumps(stage.to_json())

    def delete_access_log_settings(self):
        stage_of(self).access_log_settings = None
        return 204, {}, ""

    def delete_route_settings(self):
        key = responses.unquote(self.path.split("/routesettings/", 1)[1])
        stage = stage_of(self)
        stage.route_settings = {
            name: one for name, one in stage.route_settings.items() if name != key
        }
        return 204, {}, ""

    def get_authorizers(self):
        api = self.apigatewayv2_backend.get_api(part(self, 3))
        return 200, {}, json.dumps({"items": [one.to_json() for one in api.authorizers.values()]})

    def update_route(self):
        answer = change_route(self)
        # moto takes an empty list of scopes for none that was given.
        if json.loads(self.body).get("authorizationScopes") != []:
            return answer
        route = self.apigatewayv2_backend.get_route(part(self, 3), part(self, 5))
        route.authorization_scopes = []
        return 200, {}, json.dumps(route.to_json())

    def tag_resource(self):
        stage = tagged_stage(self)
        if stage is None:
            return tag(self)
        stage.tags = {**stage.tags, **json.loads(self.body).get("tags", {})}
        return 201, {}, "{}"

    def untag_resource(self):
        stage = tagged_stage(self)
        if stage is None:
            return untag(self)
        gone = self.querystring.get("tagKeys") or []
        stage.tags = {name: one for name, one in stage.tags.items() if name not in gone}
        return 204, {}, ""

    def get_tags(self):
        stage = tagged_stage(self)
        return tags(self) if stage is None else (200, {}, json.dumps({"tags": stage.tags}))

    for made in (
        update_api,
        update_stage,
        delete_access_log_settings,
        delete_route_settings,
        get_authorizers,
        update_route,
        tag_resource,
        untag_resource,
        get_tags,
    ):
        setattr(handler, made.__name__, made)
