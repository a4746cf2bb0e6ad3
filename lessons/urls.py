"""What teachers take along from a learning video into their lessons."""

from django.urls import include, path, re_path

from lessons.views import error_reports, help, lists, packages, qr, sheets

app_name = "lessons"

urlpatterns = [
    re_path(r"^v/(?P<key>[-\w]+)/qr\.(?P<kind>svg|png)$", qr.video_code, name="qr"),
    re_path(r"^videos/(?P<slug>[-\w]+)/qr\.(?P<kind>svg|png)$", qr.series_code, name="series_qr"),
    path("v/<slug:key>/arbeitsblatt/", sheets.worksheet, name="worksheet"),
    path("v/<slug:key>/arbeitsblatt.pdf", sheets.worksheet_pdf, name="worksheet_pdf"),
    path("v/<slug:key>/transkript.pdf", sheets.transcript_pdf, name="transcript"),
    path("v/<slug:key>/fehler-melden/", error_reports.report, name="error_report"),
    path("v/<slug:key>/fehler-melden/danke/", error_reports.thanks, name="error_report_thanks"),
    path("lti/", include("lessons.lti.urls")),
    path("v/<slug:key>/pakete/", packages.choice, name="package"),
    path("v/<slug:key>/scorm.zip", packages.film_package, {"kind": "scorm"}, name="scorm"),
    path("v/<slug:key>/usb-stick.zip", packages.film_package, {"kind": "usb-stick"}, name="usb_stick"),
    path("v/<slug:key>/video.h5p", packages.h5p_package, name="h5p"),
    path("videos/<slug:slug>/reihe.imscc", packages.series_package, name="series_package"),
    path("videos/<slug:slug>/usb-stick.zip", packages.series_stick_package, name="series_stick"),
    path("liste/", lists.show, name="list"),
    path("liste/druck/", lists.on_paper, name="list_print"),
    path("liste/embed/", lists.embed, name="list_embed"),
    re_path(r"^liste/qr\.(?P<kind>svg|png)$", lists.code, name="list_qr"),
    path("liste.imscc", lists.package, name="list_package"),
    path("einbetten/", help.overview, name="help"),
    path("einbetten/<slug:slug>/", help.tool_page, name="help_tool"),
]
