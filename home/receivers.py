"""The glossary shows every term without referring to one, so it is told when a term changes."""

from django.db.models.signals import post_delete, post_save
from wagtail.search import index

from cms.core.models import GlossaryTerm
from home.models import GlossaryPage


def reindex_glossaries(**kwargs: object) -> None:
    for page in GlossaryPage.objects.all():
        index.insert_or_update_object(page)


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(reindex_glossaries, sender=GlossaryTerm, dispatch_uid="reindex glossaries")
