from django.urls import path

from home.feeds import NewsFeed

urlpatterns = [path("feeds/aktuelles/", NewsFeed(), name="news_feed")]
