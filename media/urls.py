"""Addresses of the learning videos for machines; those for people lie in the page tree."""

from django.urls import path, re_path

from media.feeds import LearningVideosFeed
from media.sitemaps import video_sitemap
from media.views.addresses import to_page, to_series
from media.views.counting import count
from media.views.embed import embed
from media.views.files import video_file
from media.views.oembed import oembed_answer
from media.views.series import embed as series_embed

app_name = "media"

urlpatterns = [
    path("v/<slug:key>/", to_page, name="video"),
    # No longer number: SQLite would refuse to look for it.
    re_path(r"^r/(?P<pk>[0-9]{1,9})/\Z", to_series, name="series"),
    path("v/<slug:key>/embed/", embed, name="embed"),
    path("v/<slug:key>/zaehlung", count, name="count"),
    path("v/<slug:key>/<str:name>", video_file, name="file"),
    path("videos/<slug:slug>/embed/", series_embed, name="series_embed"),
    path("oembed/", oembed_answer, name="oembed"),
    path("feeds/videos/", LearningVideosFeed(), name="feed"),
    path("sitemap-videos.xml", video_sitemap, name="sitemap"),
]
