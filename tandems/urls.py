from django.urls import path

from tandems.feeds import TandemFeed

urlpatterns = [path("feeds/tandems/<slug:slug>/", TandemFeed(), name="tandem_feed")]
