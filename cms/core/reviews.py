"""Pages whose date of review has come: somebody looks whether they are still true."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import F
from django.db.models.functions import Coalesce
from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from cms.core.models import BasePage


def pages_to_review(user: AbstractBaseUser | AnonymousUser, day: date) -> PageQuerySet:
    """The live pages that the user may edit and that are due on that day, the oldest date first.

    Each has its date as `review_on`. Every page type keeps the field in a table of its own.
    """
    dates = [F(f"{model._meta.model_name}__review_date") for model in get_page_models() if _is_ours(model)]
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    pages = editable.live().annotate(review_on=Coalesce(*dates)).filter(review_on__lte=day)
    return pages.select_related("content_type").order_by("review_on", "pk")


def _is_ours(model: type[Page]) -> bool:
    return issubclass(model, BasePage)
