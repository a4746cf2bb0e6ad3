"""How much room collections have and take, for the coordination."""

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from media.models import CollectionQuota
from media.storage_use import quotas_with_use


class UsedColumn(Column):
    def get_value(self, instance: CollectionQuota) -> str:
        """Used by originals and versions, also those of the collections below."""
        return filesizeformat(instance.used_bytes)  # type: ignore[attr-defined]


class QuotaIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[CollectionQuota]:
        return quotas_with_use()
