"""Keeps the search index true: what a page shows is found, also after the shown thing has changed.

And keeps what a page shows: it is not deleted.
"""

from datetime import datetime
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index

from cms.core.in_use import refuse_if_in_use
from cms.core.models import (
    FormerName,
    GlossaryTerm,
    LearningField,
    Material,
    Occupation,
    Organisation,
    Person,
    Picture,
    PictureConsent,
    Topic,
)
from cms.core.picture_consents import hide_pictures, remind_of_pictures
from cms.core.signals import tick

SHOWN_ON_PAGES = (GlossaryTerm, LearningField, Occupation, Organisation, Person, Topic)
KEPT_WHILE_IN_USE = (LearningField, Material, Occupation, Organisation, Person, Picture, Topic)


def reindex_pages_showing(shown: models.Model) -> None:
    """Write the index anew for every page that refers to the object."""
    references = ReferenceIndex.get_references_to(shown).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    page_ids = {int(object_id) for object_id in references.values_list("object_id", flat=True)}
    for page in Page.objects.filter(pk__in=page_ids).specific():
        index.insert_or_update_object(page)


def reindex_after_change(instance: models.Model, **kwargs: object) -> None:
    reindex_pages_showing(instance)


def reindex_after_former_name(instance: FormerName, **kwargs: object) -> None:
    # Asked anew: the object at hand may still carry the former names from before the change.
    organisation = Organisation.objects.filter(pk=instance.organisation_id).first()
    if organisation is not None:
        reindex_pages_showing(organisation)


def keep_while_in_use(instance: models.Model, **kwargs: object) -> None:
    refuse_if_in_use(instance)


def hide_picture(instance: PictureConsent, **kwargs: object) -> None:
    """What does not hold hides the picture in the same request; an answer is refused even before."""
    if not instance.holds_on(timezone.localdate()):
        transaction.on_commit(partial(hide_pictures, timezone.now()))


def look_after_consents(now: datetime, **kwargs: object) -> None:
    hide_pictures(now)
    remind_of_pictures(now)


def connect() -> None:
    for model in SHOWN_ON_PAGES:
        post_save.connect(reindex_after_change, sender=model, dispatch_uid=f"reindex {model.__name__}")
    for model in KEPT_WHILE_IN_USE:
        pre_delete.connect(keep_while_in_use, sender=model, dispatch_uid=f"keep {model.__name__}")
    post_save.connect(reindex_after_former_name, sender=FormerName, dispatch_uid="reindex former name")
    post_delete.connect(reindex_after_former_name, sender=FormerName, dispatch_uid="reindex former name gone")
    post_save.connect(hide_picture, sender=PictureConsent, dispatch_uid="hide picture")
    tick.connect(look_after_consents, dispatch_uid="look after consents for pictures")
