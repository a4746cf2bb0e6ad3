"""Interviews: who speaks, in which order, with which initials."""

import pytest

from tandems.blocks.interview import InterviewBlock
from tests.factories.pages import make_person, make_site, make_tandem, make_tandem_index

pytestmark = pytest.mark.django_db


def exchange(question, *answers):
    return {
        "question": question,
        "answers": [{"person": person, "text": f"<p>{text}</p>"} for person, text in answers],
    }


def interview(*exchanges):
    page = make_tandem(make_tandem_index(make_site()), 1)
    page.body = [("interview", {"heading": "Im Gespräch", "exchanges": list(exchanges)})]
    page.save()
    return page


@pytest.fixture
def people():
    return make_person("Gerda Meister", function="Ausbilderin"), make_person("Dr. Jan Peter Lehrer")


def test_each_person_is_introduced_once_in_the_order_of_the_first_answer(people):
    gerda, jan = people
    page = interview(
        exchange("Wie begann es?", (jan, "So."), (gerda, "Genau.")), exchange("Und?", (jan, "Gut."))
    )

    assert page.body[0].value.people == [jan, gerda]


def test_answers_stand_below_their_question_with_initials(people):
    gerda, jan = people
    page = interview(exchange("Wie begann es?", (jan, "Mit <b>Mut</b>."), (gerda, "Genau.")))

    html = page.body.render_as_block()

    assert html.index("Wie begann es?") < html.index("Mit <b>Mut</b>.") < html.index("Genau.")
    assert [answer["initials"] for answer in page.body[0].value.questions[0]["answers"]] == ["JL", "GM"]
    assert "Ausbilderin" in html


def test_person_that_is_gone_leaves_the_answer(people):
    value = InterviewBlock().to_python(
        {"exchanges": [{"question": "Und?", "answers": [{"person": 0, "text": "<p>Gut.</p>"}]}]}
    )

    assert value.people == []
    assert "<p>Gut.</p>" in InterviewBlock().render(value)


def test_question_is_escaped(people):
    page = interview(exchange("<script>", (people[0], "Nein.")))

    assert "<script>" not in page.body.render_as_block()


def test_words_of_an_interview_are_searched(people):
    page = interview(exchange("Was war schwer?", (people[0], "Die Einwilligungen.")))

    words = " ".join(page.search_texts)

    assert "Was war schwer?" in words
    assert "Einwilligungen" in words


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_for_one_and_three_speakers(count, client, django_assert_num_queries):
    speakers = [make_person(f"Person {number}") for number in range(count)]
    interview(exchange("Wie begann es?", *((speaker, "So.") for speaker in speakers)))
    client.get("/tandems/tandem-1/")

    with django_assert_num_queries(32):
        client.get("/tandems/tandem-1/")
