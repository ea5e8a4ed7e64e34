"""Which e-mail addresses are the same? One spelling an account."""

from __future__ import annotations

import re
import unicodedata

LONGEST_ADDRESS = 254  # RFC 5321: a forward path is at most 256 characters, with its brackets
_FORM = re.compile(r"[^@\s\x00-\x1f<>,;\"]+@[^@\s\x00-\x1f<>,;\"]+\.?[^@\s\x00-\x1f<>,;\".]+")


def canonical_email(text: str) -> str:
    """The address as it is kept and compared. Raises `ValueError` with a sentence.

    Whether mail arrives there is for a mail to find out; here only what cannot be an address is refused.
    """
    address = unicodedata.normalize("NFKC", text).strip().lower()
    if len(address) > LONGEST_ADDRESS or not _FORM.fullmatch(address):
        raise ValueError("This is not an e-mail address.")
    return address
