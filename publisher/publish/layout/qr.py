"""Codes: an address that a telephone can read from paper (QR, ISO/IEC 18004)."""

from functools import cache
from io import BytesIO

from publisher.render.page import Page


@cache  # the editions share them
def qr_code(address: str) -> str:
    """Return a code for an address as SVG, black on nothing and without margin; the same address, the same bytes."""
    import segno  # loaded only where a code is made

    # Level M still reads where a seventh of it is lost, and keeps the dots large enough for 18 mm.
    return segno.make_qr(address, error="m", boost_error=False).svg_inline(border=0, omitsize=True)


def qr_picture(address: str) -> bytes:
    """Return a code for an address as PNG, for what shows no SVG."""
    import segno

    content = BytesIO()
    segno.make_qr(address, error="m", boost_error=False).save(content, kind="png", scale=8, border=0)
    return content.getvalue()


def is_coded(page: Page) -> bool:
    """Return whether a code with its address stands beside a page."""
    return bool(page.short) and page.kind.coded
