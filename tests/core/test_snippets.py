from cms.core.snippets import Part, snippet


def test_word_is_marked_in_another_form():
    parts = snippet(["Die Betriebe planen gemeinsam."], ["betrieb"])

    assert parts == [
        Part("Die ", False),
        Part("Betriebe", True),
        Part(" planen gemeinsam.", False),
    ]


def test_first_text_that_has_the_word_is_taken():
    parts = snippet(["Nichts davon.", "Eine Titration in vier Schritten."], ["titration"])

    assert "".join(part.text for part in parts) == "Eine Titration in vier Schritten."


def test_name_that_matches_stands_before_the_beginning_of_the_text():
    lead = "Kurze Filme zeigen, was sich schlecht beschreiben lässt."

    parts = snippet([lead, "Lernvideos"], ["lernvideo"])

    assert "".join(part.text for part in parts) == f"Lernvideos – {lead}"
    assert [part.text for part in parts if part.is_match] == ["Lernvideos"]


def test_sentence_is_better_than_a_name():
    sentence = "Tandem 3 hat Lernvideos für das Labor gedreht und geteilt."

    parts = snippet(["Lernvideos", sentence], ["lernvideo"])

    assert "".join(part.text for part in parts) == sentence


def test_word_is_marked_that_begins_like_the_one_looked_for():
    parts = snippet(["Die Lernortkooperation im Netzwerk."], ["lernort"])

    assert [part.text for part in parts if part.is_match] == ["Lernortkooperation"]


def test_nothing_to_show_is_nothing():
    assert snippet(["", None], ["titration"]) == []


def test_without_a_match_the_beginning_is_shown():
    parts = snippet(["", "Der Anfang eines langen Textes. " * 20], ["fehlt"])

    assert parts[0].text.startswith("Der Anfang")
    assert parts[-1].text == " …"
