from home.models.network import HomePage, NetworkPartner
from home.models.news import Boilerplate, NewsIndexPage, NewsPage
from home.models.standard import GlossaryPage, StandardPage
from home.models.topics import TopicIndexPage, TopicPage

__all__ = [
    "Boilerplate",
    "GlossaryPage",
    "HomePage",
    "NetworkPartner",
    "NewsIndexPage",
    "NewsPage",
    "StandardPage",
    "TopicIndexPage",
    "TopicPage",
]
