"""The colour wheel of the emblems and drawings, for programs that draw without a browser.

The browser gets the same hues by class from `cms/css/parts/emblem.css`; a test compares the two.
"""

from math import cos, radians, sin

RGB = tuple[int, int, int]

# Degrees on the oklch wheel; the index is the number in the class name (`hue-0` ... `hue-11`).
HUES = (25, 50, 75, 105, 140, 165, 190, 215, 240, 265, 295, 340)


def wrapped(index: int) -> int:
    """The index of a hue for any whole number, going round the wheel."""
    return index % len(HUES)


def oklch(lightness: float, chroma: float, hue: float) -> RGB:
    """sRGB bytes of an oklch colour (lightness 0 to 1, hue in degrees).

    Colours that a screen cannot show keep lightness and hue and lose chroma, as browsers do it.
    The matrices are Björn Ottosson's, published with the Oklab colour space in 2020.
    """
    while chroma > 0:
        channels = _linear_srgb(lightness, chroma, hue)
        if all(-0.001 <= channel <= 1.001 for channel in channels):
            break
        chroma -= 0.002
    else:
        channels = _linear_srgb(lightness, 0, hue)
    red, green, blue = (_byte(channel) for channel in channels)
    return red, green, blue


def _linear_srgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _byte(channel: float) -> int:
    """One gamma-encoded sRGB channel, 0 to 255, of a linear one."""
    channel = min(max(channel, 0.0), 1.0)
    encoded = 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
    return round(encoded * 255)
