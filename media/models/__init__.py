from media.models.captions import Caption
from media.models.consents import Consent
from media.models.counts import DailyCount
from media.models.files import VersionKind, VideoFile
from media.models.pages import (
    PlaylistEntry,
    PlaylistPage,
    VideoIndexPage,
    VideoPage,
    VideoPageLearningField,
    VideoPageMaterial,
    VideoPageOccupation,
    VideoPageTopic,
)
from media.models.questions import VideoQuestion
from media.models.quotas import CollectionQuota
from media.models.recognition import Recognition
from media.models.uploads import Upload
from media.models.versions import Version
from media.models.videos import Chapter, Video, VideoAuthor

__all__ = [
    "Caption",
    "Chapter",
    "CollectionQuota",
    "Consent",
    "DailyCount",
    "PlaylistEntry",
    "PlaylistPage",
    "Recognition",
    "Upload",
    "Version",
    "VersionKind",
    "Video",
    "VideoAuthor",
    "VideoFile",
    "VideoIndexPage",
    "VideoPage",
    "VideoPageLearningField",
    "VideoPageMaterial",
    "VideoPageOccupation",
    "VideoPageTopic",
    "VideoQuestion",
]
