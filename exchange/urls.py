"""What other systems fetch about the content of the site."""

from django.urls import include, path

from exchange.views import amb, api_description, oai
from exchange.views.api import api

app_name = "exchange"

urlpatterns = [
    path("v/<slug:key>/amb.json", amb.one_video, name="amb"),
    path("amb.json", amb.all_videos, name="amb_list"),
    path("oai/", oai.provider, name="oai"),
    path("api/v1/", api_description.handbook, name="api"),
    path("api/v1/openapi.json", api_description.openapi, name="api_openapi"),
    path("api/v1/", include(api.patterns)),
]
