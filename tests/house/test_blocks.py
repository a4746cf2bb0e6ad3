"""Every block that an editor can pick explains itself and shows what it looks like."""

import pytest
from django.urls import reverse
from django.utils.functional import Promise

from tests.house.ground import choices_of_editors, stream_blocks

WAGTAILS_PLACEHOLDER_ICON = "placeholder"
picks = pytest.mark.parametrize(
    "block", [block for _, block in choices_of_editors()], ids=[path for path, _ in choices_of_editors()]
)


def test_there_are_blocks():
    assert stream_blocks()
    assert len(choices_of_editors()) > 5


@picks
def test_block_has_label_description_group_and_icon(block):
    assert isinstance(block.meta.label, Promise)
    assert isinstance(block.meta.group, Promise)
    assert isinstance(block.meta.description, Promise)
    assert len(str(block.meta.description)) > 20
    assert block.meta.icon != WAGTAILS_PLACEHOLDER_ICON


@pytest.mark.django_db
@picks
def test_block_has_a_preview_that_renders(block, admin_client):
    assert block.is_previewable, "needs preview_value and the house's preview template"

    response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert response.status_code == 200
    assert text_of_preview(block).strip() in " ".join(response.content.decode().split())


@pytest.mark.django_db
@picks
def test_block_renders_without_its_optional_parts(block):
    """An image, page or person that was deleted leaves nothing behind, not an error."""
    assert isinstance(block.render(block.get_default()), str)


def text_of_preview(block):
    return " ".join(str(block.render(block.get_preview_value())).split())
