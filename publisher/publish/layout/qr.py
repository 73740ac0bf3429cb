"""QR codes: an address that a phone can read from paper (ISO/IEC 18004)."""

from functools import cache
from io import BytesIO

from publisher.render.page import Page


@cache  # the editions share them
def qr_code(address: str) -> str:
    """Return a QR code for an address as SVG, black on transparent and without margin, deterministically."""
    import segno  # imported only if a code is made

    # Error correction level M survives the loss of a seventh, and its modules are large enough at 18 mm.
    return segno.make_qr(address, error="m", boost_error=False).svg_inline(border=0, omitsize=True)


def qr_picture(address: str) -> bytes:
    """Return a QR code for an address as PNG, for media without SVG."""
    import segno

    content = BytesIO()
    segno.make_qr(address, error="m", boost_error=False).save(content, kind="png", scale=8, border=0)
    return content.getvalue()


def is_coded(page: Page) -> bool:
    """Return whether a QR code of its address is printed beside a page."""
    return bool(page.short) and page.kind.coded
