import pytest

from cms.site.demo import samples
from tandems.models import DevelopmentProject, TandemPage

pytestmark = pytest.mark.django_db


def test_one_tandem_can_be_built_with_what_it_needs():
    page = samples().get(TandemPage, "tandems/7")

    assert TandemPage.objects.get() == page
    assert [link.organisation.short_name for link in page.companies.all()] == ["Evonik", "Heraeus"]
    assert page.main_project.status == DevelopmentProject.Status.DONE
    assert page.url == "/tandems/tandem-7-evonik-heraeus-ludwig-geissler-schule/"
