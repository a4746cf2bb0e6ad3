"""What the roof does when content changes: forget cached pages, keep old addresses."""

import copy
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.models import AbstractRendition
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from cms.core.signals import content_changed, tick
from cms.site.content_version import bump_on_commit
from cms.site.models import ContentVersion
from cms.site.redirects import keep_old_addresses
from cms.site.search_counts import forget_old_searches
from media.models import CollectionQuota, DailyCount, Recognition, Upload

# What `lessons` and `exchange` store is shown by no page that is kept.
ROOMS = frozenset({"core", "media", "tandems", "meetings", "home", "cms"})
SHOWN_OF_OTHERS = (Page, Redirect, Site, PageViewRestriction, CollectionViewRestriction)
NOT_SHOWN = (ContentVersion, AbstractRendition, Upload, CollectionQuota, DailyCount, Recognition)

# Wagtail writes these with each autosaved draft; no visitor sees them.
DRAFT_FIELDS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
    }
)


def forget_pages(**kwargs: Any) -> None:
    bump_on_commit()


def forget_pages_after_change(sender: type[Model] | None, **kwargs: Any) -> None:
    if sender is None or is_shown(sender):
        bump_on_commit()


def forget_pages_after_save(
    sender: type[Model], instance: Model, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    is_draft = isinstance(instance, Page) and not instance.live
    only_draft_fields = update_fields is not None and update_fields <= DRAFT_FIELDS
    if is_shown(sender) and not is_draft and not only_draft_fields:
        bump_on_commit()


def forget_pages_after_delete(sender: type[Model], **kwargs: Any) -> None:
    if is_shown(sender):
        bump_on_commit()


def forget_pages_after_link(sender: type[Model], action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and is_shown(sender):
        bump_on_commit()


def is_shown(model: type[Model]) -> bool:
    """Whether public pages may show something of this model's rows."""
    if issubclass(model, (*NOT_SHOWN, get_user_model())):
        return False
    return model._meta.app_label in ROOMS or issubclass(model, SHOWN_OF_OTHERS)


def keep_addresses_after_slug_change(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    keep_old_addresses(instance, instance_before)


def keep_addresses_after_move(
    instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any
) -> None:
    if url_path_before == url_path_after:
        return  # only the order among its siblings changed
    page = instance.specific
    before = copy.copy(page)
    before.url_path = url_path_before
    keep_old_addresses(page, before)


def connect() -> None:
    for signal in (
        page_published,
        page_unpublished,
        published,
        unpublished,
        page_slug_changed,
        post_page_move,
    ):
        signal.connect(forget_pages, dispatch_uid="forget pages")
    content_changed.connect(forget_pages_after_change, dispatch_uid="forget pages")
    post_save.connect(forget_pages_after_save, dispatch_uid="forget pages after save")
    post_delete.connect(forget_pages_after_delete, dispatch_uid="forget pages after delete")
    m2m_changed.connect(forget_pages_after_link, dispatch_uid="forget pages after link")
    tick.connect(forget_old_searches, dispatch_uid="forget old searches")
    page_slug_changed.connect(keep_addresses_after_slug_change, dispatch_uid="keep addresses")
    post_page_move.connect(keep_addresses_after_move, dispatch_uid="keep addresses")
