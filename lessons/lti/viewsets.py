"""Learning platforms in the admin: who is connected, the links for those to come, our keys."""

from typing import Any

import django_filters
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.log_actions import log

from lessons.lti import addresses
from lessons.lti.forms import LearningPlatformForm, ToolKeyForm
from lessons.lti.keys import rotate
from lessons.lti.models import LearningPlatform, RegistrationLink, ToolKey

WIDE = "lti-wide"  # shown where there is room


class DayColumn(Column):
    """A day without a time, or a dash."""

    cell_template_name = "lessons/admin/lti_day_cell.html"


class AddressColumn(Column):
    """An address to copy; nothing for a link that cannot be used any more."""

    cell_template_name = "lessons/admin/lti_address_cell.html"

    def get_value(self, instance: RegistrationLink) -> str:
        return instance.address if instance.is_usable else ""


class LearningPlatformFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=LearningPlatform.State.choices)

    class Meta:
        model = LearningPlatform
        fields = ["state"]


class OurAddressesMixin:
    """Above the form stands what the other side asks for."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "our_addresses": addresses.for_people()}


class LearningPlatformCreateView(OurAddressesMixin, generic.CreateView):
    template_name = "lessons/admin/lti_platform_new.html"


class LearningPlatformEditView(OurAddressesMixin, generic.EditView):
    template_name = "lessons/admin/lti_platform.html"


class LearningPlatformViewSet(ModelViewSet):
    model = LearningPlatform
    url_prefix = "lernplattformen"
    url_namespace = "learning_platforms"
    icon = "site"
    menu_label = _("Platforms")
    copy_view_enabled = False
    add_to_reference_index = False
    search_fields = ["name", "issuer"]
    search_backend_name = None
    filterset_class = LearningPlatformFilterSet
    list_display = [
        "name",
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("issuer", label=_("Address"), sort_key="issuer", classname=WIDE),
        DayColumn("last_launch_date", label=_("Last used on"), sort_key="last_launch_date"),
        DateColumn("created_at", label=_("Registered"), sort_key="created_at", classname=WIDE),
    ]
    add_view_class = LearningPlatformCreateView
    edit_view_class = LearningPlatformEditView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return LearningPlatformForm


class WithoutWayBack:
    """What is never changed has no page to lead back to."""

    def get_success_buttons(self) -> list[Any]:
        return []


class RegistrationLinkCreateView(WithoutWayBack, generic.CreateView):
    success_message = _("The link is there. Copy its address and send it to those who run the platform.")


class RegistrationLinkViewSet(ModelViewSet):
    model = RegistrationLink
    url_prefix = "lernplattformen-links"
    url_namespace = "registration_links"
    icon = "link"
    menu_label = _("Registration links")
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["name"]
    add_view_class = RegistrationLinkCreateView
    list_display = [
        "name",
        AddressColumn("address", label=_("Address")),
        Column("state", label=_("State")),
        Column("expires_at", label=_("Good until"), classname=WIDE),
    ]


class ToolKeyCreateView(WithoutWayBack, generic.CreateView):
    template_name = "lessons/admin/lti_key_new.html"
    page_title = _("Rotate keys")
    submit_button_label = _("Make another key")
    success_message = _("There is another key. It is published at once and signs from tomorrow on.")

    def save_instance(self) -> ToolKey:
        key = rotate(at_once=self.form.cleaned_data["at_once"])
        log(instance=key, action="wagtail.create", user=self.request.user)
        return key


class ToolKeyViewSet(ModelViewSet):
    model = ToolKey
    url_prefix = "lernplattformen-schluessel"
    url_namespace = "tool_keys"
    icon = "key"
    menu_label = _("Signing keys")
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["kid", DateColumn("created_at", label=_("Made"))]
    add_view_class = ToolKeyCreateView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return ToolKeyForm


class LearningPlatformsGroup(ModelViewSetGroup):
    """One place in the menu, seen by whoever may do something there."""

    menu_label = _("Learning platforms")
    menu_icon = "site"
    menu_order = 160
    items = (LearningPlatformViewSet, RegistrationLinkViewSet, ToolKeyViewSet)


learning_platforms = LearningPlatformsGroup()
