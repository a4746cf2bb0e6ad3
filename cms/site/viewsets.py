"""Accounts in the admin: only administrators make administrators."""

from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.users import CreateView, EditView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet


class AdministratorsOnlyMixin:
    """Locks the tick that gives all rights, for everyone who has not got them."""

    def get_form(self, *args: Any, **kwargs: Any) -> BaseForm:
        form: BaseForm = super().get_form(*args, **kwargs)  # type: ignore[misc]
        field = form.fields.get("is_superuser")
        if field and not self.request.user.is_superuser:  # type: ignore[attr-defined]
            field.disabled = True
            field.help_text = _("Only administrators can change this.")
        return form


class UserCreateView(AdministratorsOnlyMixin, CreateView):
    pass


class UserEditView(AdministratorsOnlyMixin, EditView):
    pass


class UserViewSet(WagtailUserViewSet):
    add_view_class = UserCreateView
    edit_view_class = UserEditView
