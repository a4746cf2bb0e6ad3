import pytest

from cms.core.models import GlossaryTerm, SampleRecord, Topic
from cms.core.samples import Samples, SampleUnavailableError

pytestmark = pytest.mark.django_db


def build_topic(samples):
    return Topic.objects.create(name="Datenschutz", slug="datenschutz")


def build_term(samples):
    topic = samples.get(Topic, "topic")
    return GlossaryTerm.objects.create(term=topic.name, definition="Schutz von Daten")


def build_wrongly(samples):
    Topic.objects.create(name="Halb", slug="halb")
    samples.get(Topic, "topic")
    raise RuntimeError


BUILDERS = {"topic": build_topic, "term": build_term}


def load(samples):
    return list(samples.load(BUILDERS))


def test_every_sample_is_built_once_in_the_order_of_its_keys():
    assert load(Samples(BUILDERS)) == ["topic", "term"]
    assert load(Samples(BUILDERS)) == []
    assert Topic.objects.count() == 1


def test_a_sample_brings_what_it_needs():
    term = Samples(BUILDERS).get(GlossaryTerm, "term")

    assert term.term == "Datenschutz"
    assert list(SampleRecord.objects.values_list("key", flat=True)) == ["topic", "term"]


def test_the_same_object_is_had_again_in_a_later_run():
    topic = Samples(BUILDERS).get(Topic, "topic")

    assert Samples(BUILDERS).get(Topic, "topic") == topic


def test_a_sample_of_another_kind_is_an_error():
    with pytest.raises(TypeError, match="is a Topic, not a GlossaryTerm"):
        Samples(BUILDERS).get(GlossaryTerm, "topic")


def test_what_was_deleted_does_not_return():
    load(Samples(BUILDERS))
    Topic.objects.all().delete()

    assert load(Samples(BUILDERS)) == []
    assert not Topic.objects.exists()
    with pytest.raises(SampleUnavailableError):
        Samples(BUILDERS).get(Topic, "topic")


def test_what_stands_on_something_deleted_is_left_out():
    list(Samples(BUILDERS).load(["topic"]))
    Topic.objects.all().delete()

    samples = Samples(BUILDERS)

    assert load(samples) == []
    assert samples.missing() == ["term"]


def test_a_builder_that_fails_leaves_nothing_behind():
    samples = Samples({**BUILDERS, "wrong": build_wrongly})

    with pytest.raises(RuntimeError):
        samples.get(Topic, "wrong")

    assert not Topic.objects.exists()
    assert not SampleRecord.objects.exists()
    assert samples.get(Topic, "topic").pk


def test_records_are_read_in_one_query(django_assert_num_queries):
    load(Samples(BUILDERS))

    with django_assert_num_queries(1):
        assert Samples(BUILDERS).missing() == []
