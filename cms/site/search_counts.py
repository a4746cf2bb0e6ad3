"""What readers look for and find, counted per day so that editors see it; never who looked for it.

Only words that public pages contain are kept: a name or a complaint that somebody typed and that stands
nowhere on the site is not written down.
"""

import logging
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

logger = logging.getLogger(__name__)

KEPT = timedelta(days=90)
LONGEST_COUNTED = 60  # characters; what is longer is a text of somebody's and no subject
MOST_DIGITS = 6  # a year or the number of an occupation, not of a telephone


def count_search(query: str) -> None:
    """Count a search that found pages. A failure is logged and never spoils the answer."""
    if not is_countable(query):
        return
    try:
        with transaction.atomic():
            Query.get(query).add_hit()
    except DatabaseError:
        logger.warning("A search could not be counted", exc_info=True)


def is_countable(query: str) -> bool:
    """Whether the words name a subject and can hardly name a person's address or number."""
    digits = sum(character.isdigit() for character in query)
    return len(query) <= LONGEST_COUNTED and digits <= MOST_DIGITS and "@" not in query


def forget_old_searches(**kwargs: object) -> None:
    """The days before the last 90, and words that nobody has looked for since."""
    QueryDailyHits.objects.filter(date__lt=timezone.now().date() - KEPT).delete()
    Query.garbage_collect()
