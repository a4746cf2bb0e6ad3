"""The consents of one thing in the admin: to everyone who works on it count and state, names to the coordination.

Rooms subclass these views and say whose consents they are.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from cms.core.consent_forms import FIELDS, ConsentForm, WithdrawForm
from cms.core.consents import Standing
from cms.core.models import Picture, PictureConsent
from cms.core.models.consents import ConsentQuerySet, ConsentRecord


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ConsentsMixin(WagtailAdminTemplateMixin):
    """What the views share. `permission` on the records is needed beside the right to change the thing."""

    consent_model: type[ConsentRecord]
    subject_model: type[Model]
    subject_name: str  # of the field that leads to the thing
    addresses: str  # name of the address of the list; the others add `_add`, `_edit` ...
    edit_address: str  # of the thing itself
    header_icon = "group"
    page_title = gettext_lazy("Consents")
    permission = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.subject  # noqa: B018 - raises Http404 for whoever may not change it
        if self.permission and not self.may(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def subject(self) -> Any:
        policy = policy_registry.get_by_type(self.subject_model)
        own = policy.instances_user_has_permission_for(self.request.user, "change")
        return get_object_or_404(own, pk=self.kwargs["pk"])

    @cached_property
    def consent(self) -> ConsentRecord:
        return get_object_or_404(self.consents, pk=self.kwargs["consent_id"])

    @property
    def consents(self) -> ConsentQuerySet:
        return self.consent_model.objects.filter(**{self.subject_name: self.subject})

    def may(self, action: str) -> bool:
        meta = self.consent_model._meta
        return self.request.user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}")

    def address(self, action: str = "", *more: Any) -> str:
        return reverse(
            f"{self.addresses}_{action}" if action else self.addresses, args=[self.subject.pk, *more]
        )

    def back(self) -> HttpResponse:
        return redirect(self.address())

    def log(self, action: str, **data: Any) -> None:
        """Into the history of the thing; what is said there names nobody."""
        log(instance=self.subject, action=f"consent.{action}", user=self.request.user, data=data)

    def get_page_subtitle(self) -> str:
        return str(self.subject)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.edit_address, args=[self.subject.pk]), "label": str(self.subject)},
            {"url": self.address(), "label": _("Consents")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "subject": self.subject, "list_url": self.address()}


class ConsentListView(ConsentsMixin, TemplateView):
    """Count and state for everyone who works on it; a table with names for the coordination."""

    template_name = "core/admin/consents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sees_names = self.may("view")
        consents = self.consents if sees_names else self.consents.without_names()
        return {
            **super().get_context_data(**kwargs),
            "standing": Standing.of(consents, timezone.localdate()),
            "rows": [self.row(one) for one in consents.select_related("recorded_by")] if sees_names else [],
            "sees_names": sees_names,
            "add_url": self.address("add"),
        }

    def row(self, consent: ConsentRecord) -> dict[str, Any]:
        return {
            "consent": consent,
            "edit_url": self.address("edit", consent.pk) if self.may("change") else "",
            "withdraw_url": self.address("withdraw", consent.pk) if self.may("change") else "",
            "delete_url": self.address("delete", consent.pk) if self.may("delete") else "",
        }


class ConsentFormView(ConsentsMixin, FormView):
    template_name = "core/admin/consent_form.html"

    def get_form_class(self) -> type[forms.ModelForm]:
        return forms.modelform_factory(self.consent_model, form=ConsentForm, fields=FIELDS)


class ConsentAddView(ConsentFormView):
    """Everyone who works on the thing records a consent; who may see names sees it again."""

    page_title = gettext_lazy("Record a consent")

    def get_form_kwargs(self) -> dict[str, Any]:
        recorded = {self.subject_name: self.subject, "recorded_by": self.request.user}
        return {**super().get_form_kwargs(), "instance": self.consent_model(**recorded)}

    def form_valid(self, form: Any) -> HttpResponse:
        form.save()
        self.log("add")
        messages.success(self.request, _("The consent is recorded."))
        return self.back()


class ConsentEditView(ConsentFormView):
    page_title = gettext_lazy("Edit a consent")
    permission = "change"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.consent}

    def form_valid(self, form: Any) -> HttpResponse:
        form.save()
        self.log("edit")
        messages.success(self.request, _("The consent is changed."))
        return self.back()


class ConsentWithdrawView(ConsentsMixin, FormView):
    """One step: asks once, says what follows and what cannot be called back."""

    form_class = WithdrawForm
    template_name = "core/admin/consent_withdraw.html"
    page_title = gettext_lazy("Withdraw a consent")
    permission = "change"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "consent": self.consent}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "consent": self.consent}

    def form_valid(self, form: Any) -> HttpResponse:
        self.withdraw(form.cleaned_data["reason"])
        messages.success(self.request, self.what_happened)
        return self.back()

    @transaction.atomic
    def withdraw(self, reason: str) -> None:
        """With its line in the history or not at all; one line, however often it is sent."""
        consent = get_object_or_404(self.consents.select_for_update(), pk=self.consent.pk)
        if not consent.is_withdrawn:
            consent.withdraw()
            self.log("withdraw", reason=reason)

    @property
    def what_happened(self) -> str:
        return _("The consent is withdrawn; the picture is hidden everywhere.")


class ConsentDeleteView(ConsentsMixin, TemplateView):
    """For records made by mistake, of people cut out, and when nothing needs to be proved any more."""

    template_name = "core/admin/consent_delete.html"
    page_title = gettext_lazy("Delete a consent")
    permission = "delete"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "consent": self.consent}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.consent.delete()
        self.log("delete")
        messages.success(request, _("The consent is deleted."))
        return self.back()


class OfPicture(ConsentsMixin):
    """Whose consents they are: those of a picture."""

    consent_model = PictureConsent
    subject_model = Picture
    subject_name = "picture"
    addresses = "picture_consents"
    edit_address = "wagtailimages:edit"


class PictureConsentListView(OfPicture, ConsentListView):
    pass


class PictureConsentAddView(OfPicture, ConsentAddView):
    pass


class PictureConsentEditView(OfPicture, ConsentEditView):
    pass


class PictureConsentWithdrawView(OfPicture, ConsentWithdrawView):
    pass


class PictureConsentDeleteView(OfPicture, ConsentDeleteView):
    pass


def consent_urls(route: str, name: str, views: dict[str, Any]) -> list[URLPattern]:
    """The addresses of the views `""`, `add`, `edit`, `withdraw`, `delete` of one kind of thing."""
    parts = {action: f"<int:consent_id>/{action}/" for action in ("edit", "withdraw", "delete")}
    parts |= {"": "", "add": "add/"}
    return [
        path(f"{route}{parts[action]}", view, name=f"{name}_{action}" if action else name)
        for action, view in views.items()
    ]


PICTURE_URLS = consent_urls(
    "pictures/<int:pk>/consents/",
    OfPicture.addresses,
    {
        "": PictureConsentListView.as_view(),
        "add": PictureConsentAddView.as_view(),
        "edit": PictureConsentEditView.as_view(),
        "withdraw": PictureConsentWithdrawView.as_view(),
        "delete": PictureConsentDeleteView.as_view(),
    },
)
