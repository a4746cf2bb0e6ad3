"""All addresses of the site. What is not named here belongs to the page tree."""

from allauth.account import views as account_views
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.site import health, search_views, sitemaps, tags, views

handler400 = "cms.site.views.bad_request"
handler403 = "cms.site.views.permission_denied"
handler404 = "cms.site.views.page_not_found"
handler500 = "cms.site.views.server_error"

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_password_reset = RedirectView.as_view(pattern_name="account_reset_password")

urlpatterns = [
    # One door only: Wagtail's own login and reset would lead past rate limits and second factor.
    path("admin/login/", to_login),
    path("admin/logout/", account_views.logout),
    re_path(r"^admin/password_reset/", to_password_reset),
    # Also the address that names a model of tags: there is only one.
    re_path(r"^admin/tag-autocomplete/", tags.offer),
    path("admin/", include(wagtailadmin_urls)),
    path("konto/", include("allauth.urls")),
    path("dokumente/", include(wagtaildocs_urls)),
    path("uploads/<path:path>", views.rendition, name="rendition"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("suche/", search_views.search, name="search"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_contact, name="security_contact"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("", include("exchange.urls")),
    path("", include("lessons.urls")),
    path("", include("media.urls")),
    path("", include("tandems.urls")),
    path("", include("meetings.urls")),
    path("", include("home.urls")),
    # Behind the rooms: what a room serves itself (`/sitemap-videos.xml`) goes first.
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap_section"),
    path("", include(wagtail_urls)),
]
