"""Contact addresses: whether mail addresses and telephone numbers are well formed.

email-validator and phonenumberslite know the rules; nothing is looked up, so checks need no network.
"""

import re
from typing import Final
from urllib.parse import unquote

_ONE_MAIL_ADDRESS: Final = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+")


def contact_problem(address: str) -> tuple[str, dict[str, str]] | None:
    """Return the code and facts of the problem with a `mailto:` or `tel:` link, or None."""
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "mailto":
        wrong = next(
            (each for each in unquote(rest.partition("?")[0]).split(",") if not is_mail_address(each.strip())), None
        )
        return None if wrong is None else ("bad-mail-address", {"address": wrong.strip()})
    if scheme.lower() == "tel" and not _is_telephone(unquote(rest)):
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


def _is_telephone(number: str) -> bool:
    from phonenumbers import NumberParseException, is_possible_number, parse

    try:
        return is_possible_number(parse(number, None))
    except NumberParseException:
        # National short numbers, such as 112 or 1177, have no other form.
        return re.fullmatch(r"[1-9][0-9]{2,5}", number) is not None
