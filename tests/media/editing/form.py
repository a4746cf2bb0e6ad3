"""The form of a recording, as the admin sends it."""

from django.urls import reverse

from media.models import Video


def form_data(video, **changes):
    """What the edit form of the video sends when nothing is changed."""
    video = Video.objects.get(pk=video.pk)
    data = {
        "title": video.title,
        "collection": video.collection_id,
        "licence_code": video.licence_code,
        "made_year": "",
        "caption_waiver": video.caption_waiver,
        "caption_waiver_date": video.caption_waiver_date or "",
        "description_waiver": video.description_waiver,
        "description_waiver_date": video.description_waiver_date or "",
        "chapter_list": "",
    }
    rows = {
        "authors": [
            {"id": a.pk, "name": a.name, "organisation": "", "ORDER": n}
            for n, a in enumerate(video.authors.all(), 1)
        ],
        "captions": [
            {"id": c.pk, "language": c.language, "kind": c.kind, "vtt": c.vtt} for c in video.captions.all()
        ],
        "chapters": [{"id": c.pk, "start": c.start, "title": c.title} for c in video.chapters.all()],
    }
    for name, found in rows.items():
        found = [*found, *changes.pop(f"new_{name}", [])]
        stored = sum(1 for row in found if row.get("id"))
        data |= {f"{name}-TOTAL_FORMS": len(found), f"{name}-INITIAL_FORMS": stored}
        data |= {f"{name}-MIN_NUM_FORMS": 0, f"{name}-MAX_NUM_FORMS": 1000}
        for number, row in enumerate(found):
            data |= {f"{name}-{number}-{key}": value for key, value in row.items()}
    return {**data, **changes}


def edit(editor, video, **changes):
    return editor.post(reverse("videos:edit", args=[video.pk]), form_data(video, **changes))
