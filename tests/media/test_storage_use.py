import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.site.roles import COORDINATION
from media.models import CollectionQuota, Version, VersionKind, Video
from media.storage_use import bytes_below, collections_with_use, quotas_with_use
from tests.factories.editors import make_editor, make_newsroom
from tests.factories.media import make_collection, make_ready_video, make_video, make_video_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def make_sized_video(collection, original, *files):
    video = make_video(collection=collection)
    Video.objects.filter(pk=video.pk).update(original_size=original)
    for number, size in enumerate(files):
        make_video_file(video, f"{number}.mp4", b"0" * size)
    return video


def test_use_is_uploads_and_what_was_made_from_them_by_collection():
    above = make_collection("Tandems")
    below = above.add_child(name="Tandem 3")
    make_sized_video(above, 1000)
    make_sized_video(below, 100, 10, 20)

    use = {
        one.name: (one.original_bytes, one.rendition_bytes, one.used_bytes) for one in collections_with_use()
    }

    assert use == {"Root": (0, 0, 0), "Tandems": (1000, 0, 1000), "Tandem 3": (100, 30, 130)}
    assert (bytes_below(above), bytes_below(below)) == (1130, 130)


def test_former_film_counts_and_the_one_on_show_counts_once():
    collection = make_collection()
    video = make_sized_video(collection, 100)
    facts = {"video": video, "kind": VersionKind.FILM, "state": "ready", "duration": 1.0}
    Version.objects.create(number=1, original="former.mp4", original_size=40, **facts)
    Version.objects.create(
        number=2, original=video.original.name, original_size=100, is_on_show=True, **facts
    )
    Version.objects.create(number=3, original="", original_size=7, **facts)

    assert bytes_below(collection) == 140


def coordinator():
    make_newsroom()
    return make_editor("kim", Group.objects.get(name=COORDINATION))


def test_coordination_gives_a_collection_its_room():
    kim = coordinator()
    collection = make_collection("Tandem 7")

    kim.post(reverse("collection_quotas:add"), {"collection": collection.pk, "megabytes": 500})

    quota = CollectionQuota.objects.get()
    assert (quota.collection, quota.allowed_bytes) == (collection, 500 * 1024**2)


def test_others_do_not_see_the_rooms():
    newsroom = make_newsroom()

    assert newsroom.eva.get(reverse("collection_quotas:index")).status_code == 302
    assert newsroom.alice.get(reverse("collection_quotas:index")).status_code == 302


@pytest.mark.ignore_template_errors
def test_list_of_rooms_asks_as_often_for_three_as_for_one(django_assert_max_num_queries):
    kim = coordinator()
    url = reverse("collection_quotas:index")
    counts = []
    for number in range(3):
        collection = make_collection(f"Sammlung {number}")
        CollectionQuota.objects.create(collection=collection, megabytes=10)
        make_sized_video(collection, 5 * 1024**2)
        with django_assert_max_num_queries(100) as queries:
            html = kim.get(url).content.decode()
        counts.append(len(queries))

    assert "5,0" in html
    assert counts[1] == counts[2]
    assert [quota.used_bytes for quota in quotas_with_use()] == [5 * 1024**2] * 3


def bytes_in(folders):
    return sum((folders.private / name).stat().st_size for name in folders.stored)


@pytest.mark.ignore_template_errors
def test_every_figure_is_what_lies_in_the_storage(studio, folders, django_capture_on_commit_callbacks):
    kim, collection = coordinator(), make_collection()
    video = make_ready_video(collection=collection)
    CollectionQuota.objects.create(collection=collection, megabytes=10)
    with django_capture_on_commit_callbacks(execute=True):
        studio.show(video, "zweite Fassung")
        studio.add(video, VersionKind.SIGNED)
        studio.work_on(video)
        studio.replace(video, "verworfene Fassung")
        studio.replace(video, "kommende Fassung")

    [row] = kim.get(reverse("videos:index")).context["object_list"]
    report = kim.get(reverse("videos_storage")).context["object_list"]
    figures = {
        row.used_bytes,
        next(one.used_bytes for one in report if one.pk == collection.pk),
        quotas_with_use().get().used_bytes,
        bytes_below(collection),
    }

    assert figures == {bytes_in(folders)}
    assert Version.objects.filter(original__contains="fassungen").count() == 3
