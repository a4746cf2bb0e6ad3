"""Addresses of the learning videos for machines; those for people lie in the page tree."""

from django.urls import path

from media.feeds import LearningVideosFeed
from media.sitemaps import video_sitemap
from media.views.addresses import to_page
from media.views.embed import embed
from media.views.files import video_file

app_name = "media"

urlpatterns = [
    path("v/<slug:key>/", to_page, name="video"),
    path("v/<slug:key>/embed/", embed, name="embed"),
    path("v/<slug:key>/<str:name>", video_file, name="file"),
    path("feeds/videos/", LearningVideosFeed(), name="feed"),
    path("sitemap-videos.xml", video_sitemap, name="sitemap"),
]
