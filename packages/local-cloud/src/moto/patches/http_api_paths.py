"""The paths of what `http_apis.py` adds to moto's HTTP APIs."""

MODULE = "moto.apigatewayv2.urls"

STAGE = "{0}/v2/apis/(?P<api_id>[^/]+)/stages/(?P<stage_name>[^/]+)"


def patch(urls):
    dispatch = urls.ApiGatewayV2Response.dispatch
    urls.url_paths[STAGE + "/accesslogsettings$"] = dispatch
    urls.url_paths[STAGE + "/routesettings/(?P<route_key>.+)$"] = dispatch
    urls.url_paths["{0}/v2/tags/(?P<arn>[^/]+)/apis/(?P<api_id>[^/]+)/stages/(?P<stage>[^/]+)$"] = dispatch
