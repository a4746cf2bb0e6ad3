from media.models.captions import Caption
from media.models.files import VideoFile
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
from media.models.videos import Chapter, Video, VideoAuthor

__all__ = [
    "Caption",
    "Chapter",
    "PlaylistEntry",
    "PlaylistPage",
    "Video",
    "VideoAuthor",
    "VideoFile",
    "VideoIndexPage",
    "VideoPage",
    "VideoPageLearningField",
    "VideoPageMaterial",
    "VideoPageOccupation",
    "VideoPageTopic",
]
