"""Characters that can be printed: those that some font of print has, and those that have no picture.

They stand here as numbers, so that a check opens no font. A test compares them with the fonts.
"""

import re
from collections.abc import Iterator
from typing import Final

# Soft hyphen, and the marks that join, part, turn or choose; they have no picture.
INVISIBLE: Final = frozenset({0xAD, *range(0x200B, 0x2010), 0x2028, 0x2029, 0x2060, *range(0xFE00, 0xFE10), 0xFEFF})
RANGES: Final = """\
0 9-D 1C-7E 85 A0-377 37A-37F 384-38A 38C 38E-3A1 3A3-3E1 3F0-52F 5B0-5BC 5BE-5BF 5C1-5C2 5C7 5D0-5EA 5F0-5F4
600-6FF 750-77F 870-88E 890-891 898-97F 10FB 1680 1AB0-1AC0 1AC5 1AC7-1ACE 1C80-1C88 1D00-1DF9 1DFB-1F15
1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D 1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 1FD6-1FDB
1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2000-2064 2066-2071 2074-208E 2090-209C 20A0-20C0 20F0 2100-215F 2183-2184 2189
2190-2199 21A8 21D0-21D3 21E7 2200 2202-2203 2206 220F 2211-2212 2215 2219-221A 221E-221F 2229 222B 2236-2237
2248 2260-2261 2264-2265 2302-2303 2310 2318 231C-2321 2325-2326 232B 25A0-25A1 25AA-25AC 25B2-25BA 25BC-25C4
25C6 25C9-25CC 25CF 25D8-25D9 25E6 2610-2611 2615 263A-263C 263F-2642 2660 2663 2665-2666 266A-266B 2713-2714
2717-2718 2752 275B-2760 2764 27E6-27E9 2C60-2C7F 2DE0-2E5D 3000 A640-A69F A700-A7CA A7D0-A7D1 A7D3 A7D5-A7D9
A7F2-A7FF A8FF A92E AB30-AB6B FB00-FB06 FB1D FB1F-FB36 FB38-FB3C FB3E FB40-FB41 FB43-FB44 FB46-FBC2 FBD3-FD8F
FD92-FDC7 FDCF FDF0-FE0F FE20-FE2F FE70-FE74 FE76-FEFC FEFF FFFC-FFFD 10780-10785 10787-107B0 107B2-107BA
10EFD-10EFF 1DF00-1DF1E 1F10D-1F10F 1F12F 1F16A-1F16F 1F4A9 1F512 1F748 1F916
"""
_CLASS: Final = "".join("-".join(f"\\U{int(end, 16):08x}" for end in each.split("-")) for each in RANGES.split())
# Between two characters without a picture stand at the most spaces and marks that join them.
_UNPRINTABLE: Final = re.compile(f"[^{_CLASS}]+(?:[ \\u200d\\ufe0f]*[^{_CLASS}]+)*")


def unprintable(text: str) -> Iterator[tuple[int, str]]:
    """Yield each run of characters that no font of print has, and where it begins."""
    if text.isascii():
        return
    for match in _UNPRINTABLE.finditer(text):
        yield match.start(), match[0]


def printed_words(text: str) -> str:
    """Return a text without what no font of print has: of a picture with its name beside it, the name."""
    return text if text.isascii() else " ".join(_UNPRINTABLE.sub(" ", text).split())
