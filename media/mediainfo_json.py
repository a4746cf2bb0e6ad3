"""Prints what MediaInfo finds in one file as JSON; run by path as a program of its own.

    python -I mediainfo_json.py FILE

MediaInfo is a C++ library that reads hostile files, so it runs under the limits of `media.ffmpeg`
and never inside the web server.
"""

import sys

from pymediainfo import MediaInfo

if __name__ == "__main__":
    sys.stdout.write(MediaInfo.parse(sys.argv[1], output="JSON"))
