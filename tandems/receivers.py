from django.db.models.signals import post_save

from tandems.models import TandemPage
from tandems.processing import set_up_tandem


def set_up_created_tandem(instance: TandemPage, created: bool, raw: bool = False, **kwargs: object) -> None:
    """A tandem that an editor adds gets its group and collection at once."""
    if created and not raw:
        set_up_tandem(instance)


def connect() -> None:
    post_save.connect(set_up_created_tandem, sender=TandemPage, dispatch_uid="set up tandem")
