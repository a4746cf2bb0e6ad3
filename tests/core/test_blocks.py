"""The shared blocks: what they make of good, half and missing values."""

import pytest
from django.core.exceptions import ValidationError

from cms.core.blocks.callout import CalloutBlock
from cms.core.blocks.quote import QuoteBlock
from cms.core.blocks.story import StoryBlock
from tests.factories.pages import make_material, make_person, make_picture, make_site, make_standard_page

pytestmark = pytest.mark.django_db


def render(*blocks):
    return make_standard_page(make_site(), "Seite", body=list(blocks)).body.render_as_block()


def quote(**changes):
    return QuoteBlock().to_python({"text": "Es braucht Geduld.", "name": "", "role": "", **changes})


class TestQuote:
    def test_person_of_the_list_brings_name_and_function(self):
        person = make_person("Gerda Zitat", function="Ausbilderin")

        html = render(("quote", {"text": "Geduld.", "person": person, "name": "", "role": ""}))

        assert "Gerda Zitat" in html
        assert "Ausbilderin" in html

    def test_typed_name_stands_where_no_person_is_chosen(self):
        assert "Frank Beispiel" in QuoteBlock().render(quote(name="Frank Beispiel", role="Leitung"))

    @pytest.mark.parametrize("both", [True, False])
    def test_one_of_the_two_names_is_needed(self, both):
        value = quote(person=make_person().pk, name="Noch jemand") if both else quote()

        with pytest.raises(ValidationError) as error:
            QuoteBlock().clean(value)

        assert list(error.value.block_errors) == ["name"]

    def test_words_are_escaped(self):
        assert "<script>" not in QuoteBlock().render(quote(text="<script>", name="<script>"))


class TestPicture:
    def image(self, **changes):
        return {"image": make_picture(), "decorative": False, "alt_text": "Zwei im Labor", **changes}

    def test_alternative_text_and_credit_stand_with_it(self):
        html = render(("picture", {"image": self.image(), "caption": "Im Labor"}))

        assert 'alt="Zwei im Labor"' in html
        assert "Foto: Beispiel" in html
        assert "Im Labor" in html
        assert 'loading="lazy"' in html

    def test_decorative_picture_has_an_empty_alternative_text(self):
        html = render(("picture", {"image": self.image(decorative=True), "caption": ""}))

        assert 'alt=""' in html

    def test_sizes_are_stated_so_that_nothing_jumps(self):
        html = render(("picture", {"image": self.image(), "caption": ""}))

        assert "width=" in html
        assert "height=" in html

    def test_picture_that_is_gone_leaves_its_caption(self):
        html = render(("picture", {"image": None, "caption": "Im Labor"}))

        assert "<img" not in html
        assert "Im Labor" in html


class TestDocuments:
    def test_licence_version_and_size_stand_with_it(self):
        material = make_material(licence_code="cc-by", version="Juni 2021", kind="checklist")

        html = render(("documents", {"heading": "Zum Mitnehmen", "documents": [material]}))

        assert material.url in html
        assert "CC BY 4.0" in html
        assert "Juni 2021" in html

    def test_document_that_is_gone_leaves_nothing_behind(self):
        html = render(("documents", {"heading": "Zum Mitnehmen", "documents": [make_material(), None]}))

        assert html.count('class="document"') == 1


def test_unknown_kind_of_a_callout_is_a_hint():
    value = CalloutBlock().to_python({"kind": "gone", "heading": "Achtung", "text": "<p>Text</p>"})

    assert "Achtung" in CalloutBlock().render(value)


def test_table_shows_head_and_cells():
    table = {
        "caption": "Rhythmus",
        "columns": [{"type": "text", "heading": "Ort"}, {"type": "rich_text", "heading": "Dauer"}],
        "rows": [{"values": ["Schule <b>", "<p>2 <b>Wochen</b></p>"]}],
    }
    block = StoryBlock().child_blocks["table"]

    html = block.render(block.to_python(table))

    assert '<th scope="col">Ort</th>' in html
    assert "Schule &lt;b&gt;" in html
    assert "<b>Wochen</b>" in html


def test_texts_of_all_blocks_are_searched():
    person = make_person("Gerda Zitat")
    page = make_standard_page(
        make_site(),
        body=[
            ("text", "<h2>Überschrift</h2><p>Fließtext</p>"),
            ("facts", {"facts": [{"name": "Dauer", "value": "zwei Jahre"}]}),
            ("quote", {"text": "Geduld hilft.", "person": person, "name": "", "role": ""}),
            ("callout", {"kind": "hint", "heading": "Hinweis", "text": "<p>Einwilligung</p>"}),
            ("accordion", {"items": [{"summary": "Wer plant?", "text": "<p>Netzwerkleitung</p>"}]}),
        ],
    )

    words = " ".join(page.search_texts)

    for word in ("Überschrift", "Fließtext", "zwei Jahre", "Geduld", "Einwilligung", "Wer plant?"):
        assert word in words
