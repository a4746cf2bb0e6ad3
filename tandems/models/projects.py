"""What a tandem set out to change, and what came of it."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from cms.core.blocks.text import SHORT_TEXT_FEATURES
from cms.core.models import TopicLink
from cms.core.plain_text import plain_text


class DevelopmentProject(ClusterableModel, Orderable):
    """An Entwicklungsvorhaben: told from the starting point to the result, with every turn in between."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("in planning")
        RUNNING = "running", _("in progress")
        DONE = "done", _("put into practice")
        CHANGED = "changed", _("adapted")
        STOPPED = "stopped", _("not continued")

    page = ParentalKey("tandems.TandemPage", on_delete=models.CASCADE, related_name="projects")
    title = models.CharField(_("title"), max_length=200)
    status = models.CharField(
        pgettext_lazy("of a project", "status"),
        max_length=10,
        choices=Status.choices,
        default=Status.PLANNED,
        help_text=_("Say it openly: others learn most from what was adapted or stopped."),
    )
    starting_point = RichTextField(_("starting point"), features=SHORT_TEXT_FEATURES, blank=True)
    goal = RichTextField(_("goal"), features=SHORT_TEXT_FEATURES, blank=True)
    course_correction = RichTextField(
        _("course correction"),
        features=SHORT_TEXT_FEATURES,
        blank=True,
        help_text=_("What was changed on the way, and why."),
    )
    result = RichTextField(_("result"), features=SHORT_TEXT_FEATURES, blank=True)
    stumbling_blocks = RichTextField(_("stumbling blocks"), features=SHORT_TEXT_FEATURES, blank=True)
    success_conditions = RichTextField(_("conditions of success"), features=SHORT_TEXT_FEATURES, blank=True)
    effort = models.CharField(
        _("what it takes"), max_length=255, blank=True, help_text=_("Time, people, equipment, money.")
    )
    transferable_to = models.CharField(_("transferable to"), max_length=255, blank=True)
    tools = models.CharField(_("tools used"), max_length=255, blank=True, help_text=_("Separated by commas."))

    panels = [
        FieldRowPanel(["title", "status"]),
        "starting_point",
        "goal",
        "course_correction",
        "result",
        "stumbling_blocks",
        "success_conditions",
        FieldPanel("effort"),
        FieldRowPanel(["transferable_to", "tools"]),
        InlinePanel("topic_links", heading=_("Topics"), label=_("topic")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("development project")
        verbose_name_plural = _("development projects")

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        """The colour of the status, which is always said in words too."""
        return STATUS_TONES[self.Status(self.status)]

    @property
    def steps(self) -> list[tuple[str, str, bool]]:
        """The told steps of the story: heading, text, and whether it is a turn."""
        story = [
            (_("Starting point"), self.starting_point, False),
            (_("Goal"), self.goal, False),
            (_("Course correction"), self.course_correction, True),
            (_("Result"), self.result, False),
            (_("Conditions of success"), self.success_conditions, False),
            (_("Stumbling blocks"), self.stumbling_blocks, False),
        ]
        return [(str(heading), text, is_turn) for heading, text, is_turn in story if plain_text(text)]

    @property
    def search_texts(self) -> Iterable[str]:
        yield self.title
        story = [
            self.starting_point,
            self.goal,
            self.course_correction,
            self.result,
            self.stumbling_blocks,
            self.success_conditions,
        ]
        yield from map(plain_text, story)
        yield self.effort
        yield self.transferable_to
        yield self.tools
        for link in self.topic_links.all():
            yield from link.topic.search_texts


STATUS_TONES = {
    DevelopmentProject.Status.PLANNED: "grey",
    DevelopmentProject.Status.RUNNING: "green",
    DevelopmentProject.Status.DONE: "green",
    DevelopmentProject.Status.CHANGED: "amber",
    DevelopmentProject.Status.STOPPED: "red",
}


class ProjectTopic(TopicLink):
    project = ParentalKey(DevelopmentProject, on_delete=models.CASCADE, related_name="topic_links")
