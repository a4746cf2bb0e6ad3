from wagtail.snippets.models import register_snippet

from cms.core.viewsets import MasterDataViewSetGroup

register_snippet(MasterDataViewSetGroup)
