"""Lets stages be changed, authorizers be listed, and access logs and scopes be taken away, for which moto 5.2
has no code.
"""

import json

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
    handler = responses.ApiGatewayV2Response
    change_route = handler.update_route

    def part(self, index):
        return responses.unquote(self.path.split("/")[index])

    def update_stage(self):
        stage = self.apigatewayv2_backend.get_stage(part(self, 3), part(self, 5))
        for name, value in json.loads(self.body).items():
            if name in STAGE:
                setattr(stage, STAGE[name], value)
        stage.updated = type(stage.updated).now()
        return 200, {}, json.dumps(stage.to_json())

    def delete_access_log_settings(self):
        stage = self.apigatewayv2_backend.get_stage(part(self, 3), part(self, 5))
        stage.access_log_settings = None
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

    handler.update_stage = update_stage
    handler.delete_access_log_settings = delete_access_log_settings
    handler.get_authorizers = get_authorizers
    handler.update_route = update_route
