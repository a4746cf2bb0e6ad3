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
from media.models.videos import Caption, Chapter, Video, VideoAuthor, VideoFile

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
