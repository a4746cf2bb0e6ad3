from django import template
from django.utils import timezone

from cms.core.consents import Standing
from cms.core.models import Picture

register = template.Library()


@register.simple_tag
def picture_consents(picture: Picture) -> Standing:
    """`{% picture_consents image as standing %}`: count and state, without names."""
    return Standing.of(picture.consents.without_names(), timezone.localdate())
