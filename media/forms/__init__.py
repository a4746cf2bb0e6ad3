"""The forms of the video library: the upload, and everything an editor adds to a recording."""

from media.forms.captions import CaptionForm
from media.forms.chapters import ChapterForm, ClockField
from media.forms.upload import AnnouncementForm, FilmForm, SuccessorForm, UploadForm, too_large
from media.forms.video import VideoForm, video_edit_handler

__all__ = [
    "AnnouncementForm",
    "CaptionForm",
    "ChapterForm",
    "ClockField",
    "FilmForm",
    "SuccessorForm",
    "UploadForm",
    "VideoForm",
    "too_large",
    "video_edit_handler",
]
