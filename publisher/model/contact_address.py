"""Contact addresses: whether mail addresses and telephone numbers are well formed.

email-validator and phonenumberslite know the rules; nothing is looked up, so checks need no network.
"""

import re
from typing import Final
from urllib.parse import unquote

_ONE_MAIL_ADDRESS: Final = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+")
# A number as people write it, after "Tel." or the like, before "(switchboard)" or the like.
_WRITTEN_NUMBER: Final = re.compile(
    r"(?:[^\W\d]+[.:]?\s+)?(\+?[(\d][\d\s()/.\u2010-\u2013-]*)(?:$|[\s,;)a-zA-Z].*)", re.DOTALL
)
# The shortest are those of emergency services, the longest those that ITU-T E.164 allows.
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15


def contact_problem(address: str) -> tuple[str, dict[str, str]] | None:
    """Return the code and facts of the problem with a `mailto:` or `tel:` link, or None."""
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "mailto":
        # Two slashes belong to other schemes: mailto://a@b.se reaches nobody.
        if rest.startswith("//"):
            return "bad-mail-address", {"address": unquote(rest)}
        wrong = next(
            (each for each in unquote(rest.partition("?")[0]).split(",") if not is_mail_address(each.strip())), None
        )
        return None if wrong is None else ("bad-mail-address", {"address": wrong.strip()})
    if scheme.lower() == "tel" and not _can_be_called(unquote(rest)):
        return "bad-telephone", {"number": unquote(rest)}
    return None


def is_mail_address(address: str) -> bool:
    """Return whether a text is one mail address and nothing else."""
    if not _ONE_MAIL_ADDRESS.fullmatch(address):
        return False
    # Few texts have one, and the rules take a tenth of a second to import.
    from email_validator import EmailNotValidError, validate_email

    try:
        # `.example` and `.invalid` are reserved, and fine in an example.
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return address.rpartition(".")[2] in {"example", "invalid"}
    return True


def is_telephone(text: str) -> bool:
    """Return whether a text is a telephone number as people write it, in any country, with words after it or not.

    Whether a number without a country code exists cannot be known, nor whether anybody answers.
    """
    found = _WRITTEN_NUMBER.fullmatch(text)
    if not found or "@" in text:
        return False
    number = re.sub(r"\D", "", found[1])
    if found[1].startswith("+"):
        return _can_be_called(found[1])
    return _FEWEST_DIGITS <= len(number) <= _MOST_DIGITS


def _can_be_called(number: str) -> bool:
    from phonenumbers import NumberParseException, is_possible_number, parse

    try:
        return is_possible_number(parse(number, None))
    except NumberParseException:
        # National short numbers, such as 112 or 1177, have no other form.
        return re.fullmatch(r"[1-9][0-9]{2,5}", number) is not None
