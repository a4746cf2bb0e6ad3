from cms.core.plain_text import plain_text


def test_words_are_left_with_a_space_between_paragraphs():
    text = '<p data-block-key="x1">Schutz &amp; Technik.</p><p>Mehr: <a linktype="page" id="3">hier</a>.</p>'

    assert plain_text(text) == "Schutz & Technik. Mehr: hier."


def test_nothing_stays_nothing():
    assert plain_text("") == ""
