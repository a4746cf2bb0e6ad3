"""The tags that are offered while an editor types: those of what the editor works on.

A tag may tell what another tandem plans, or name somebody. So those of others are told to nobody.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from taggit.models import Tag, TaggedItem
from wagtail.admin.auth import require_admin_access
from wagtail.permissions import policy_registry

from cms.core.models import Material, Picture
from media.models import Video

TAGGED = (Picture, Material, Video)
WORKING_ON = ("add", "change", "delete")
MOST = 10


@never_cache
@require_admin_access
def offer(request: HttpRequest) -> JsonResponse:
    """In place of Wagtail's own view, which knows all tags of the site."""
    term = request.GET.get("term", "")
    tags = tags_open_to(request.user).filter(name__istartswith=term) if term else Tag.objects.none()
    return JsonResponse(list(tags.order_by("name").values_list("name", flat=True)[:MOST]), safe=False)


def tags_open_to(user: Any) -> QuerySet[Tag]:
    used = Q()
    for model in TAGGED:
        policy: Any = policy_registry.get_by_type(model)
        own = policy.instances_user_has_any_permission_for(user, WORKING_ON).order_by()
        used |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=own.values("pk"))
    return Tag.objects.filter(pk__in=TaggedItem.objects.filter(used).values("tag"))
