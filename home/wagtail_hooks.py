from wagtail.snippets.models import register_snippet

from home.viewsets import BoilerplateViewSet

register_snippet(BoilerplateViewSet)
