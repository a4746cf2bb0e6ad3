"""The addresses that learning platforms store."""

from django.urls import path

from lessons.lti import views

app_name = "lti"

urlpatterns = [
    path("login/", views.login, name="login"),
    path("launch/", views.launch, name="launch"),
    path("dl/", views.deep_link, name="deep_link"),
    path("jwks/", views.jwks, name="jwks"),
    path("register/<str:token>/", views.register, name="register"),
]
