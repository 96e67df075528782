"""The opinion of python-stdnum on VAT ids: lines of prefix, bare or not, and text in; the canonical id or nothing out."""
import sys

from stdnum.ch import uid, vat as ch_vat
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError
from stdnum.no import mva, orgnr
from stdnum.util import clean, get_cc_module

MODULES = {"EL": "gr", "XI": "gb"}


def swiss(text):
    """With or without the mark of the VAT register; the number alone is compared."""
    number = uid.compact(text if text.strip().upper().startswith("CH") else "CH" + text)
    return ch_vat.validate(number)[:12] if len(number) > 12 else uid.validate(number)


def norwegian(text):
    number = mva.compact(text)
    return "NO" + (mva.validate(number)[:9] if number.endswith("MVA") else orgnr.validate(number))


def european(prefix, is_bare, text):
    if is_bare or prefix == "GB":
        bare = get_cc_module(MODULES.get(prefix, prefix.lower()), "vat").validate(text)
    else:
        bare = eu_vat.validate(text)
    return prefix + (bare[2:] if bare[:2] == prefix else bare)


def opinion(prefix, is_bare, text):
    try:
        if prefix == "CH":
            return swiss(text)
        return norwegian(text) if prefix == "NO" else european(prefix, is_bare, text)
    except (ValidationError, ValueError, IndexError):
        return ""


for line in sys.stdin:
    prefix, bare, text = line.rstrip("\n").split("\t")
    # Which marks may stand between digits is each module's own choice; numbers are compared here.
    print(opinion(prefix, bare == "bare", clean(text, " .-")))
