"""Patterns of what reads the same in every language: addresses, codes and numbers.

Where two patterns find the same kind of thing in different ways, their names and comments say why.
"""

import re

# ---- Addresses ----

# A text without damage. The name is as long as it may be, so that each place is looked at a limited number of times.
EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
EMAIL_ADDRESS = re.compile(EMAIL)

# Ends of host names by which an address without `www.` is known in a text without damage.
HOST_ENDINGS = (
    "lt|no|com|org|net|eu|info|lv|ee|se|dk|fi|is|pl|de|fr|es|it|uk|us|io|edu|gov|cz|sk|at|be|nl|ie|pt|hu|ch|ua"
)
# In a scan words stick together at a full stop, so endings that are short words of a language say nothing.
HOST_ENDINGS_IN_SCANS = "lt|eu|com|org|no|net|info|en|ee|lv|de|se|dk|gov|edu|fi|uk|pl"

# An address that is to become a link: it may stand without `www.`, and has no quotation marks or brackets in it.
WEB_ADDRESS = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"“”„()\[\]]+"
    rf"|(?<![\w.@-])(?:[\w-]+\.)+(?:{HOST_ENDINGS})(?:/[^\s<>\"“”„()]*)?(?![\w@-])",
    re.IGNORECASE,
)
# An address that two texts are compared by; without `www.` it is none, for what may be one in one text only would be
# reported as missing in the other. It ends before the punctuation of its sentence.
ADDRESS_TO_COMPARE = re.compile(rf"(?:https?://|www\.)[^\s<>“”„\"]*[\w/]|{EMAIL}", re.IGNORECASE)
# An address that paragraphs are paired by: whatever looks like a host counts, for nothing depends on a single one.
ADDRESS_TO_PAIR_BY = re.compile(
    rf"{EMAIL}|(?:https?://|www\.)[^\s<>()\"“”„,;]+|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{{2,4}}\b"
)
# An address in a scan that repair must not touch: signs that no address has may be misread letters of it. An e-mail
# begins where its word does, and names of hosts are as long as they may be.
ADDRESS_IN_SCAN = re.compile(
    r"(?:https?://|ftp://|www\.)\S+|(?<!\S)\S[^\s@]*+@\S[^\s.]*+\.\S+"
    rf"|(?<!\w-)(?<!\w--)\b[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,8}}\.(?:{HOST_ENDINGS_IN_SCANS})\b(?:/\S*)?"
)
# Words of a text whose language is to be told: whatever may be an address says nothing of it.
ADDRESS_IN_ANY_LANGUAGE = re.compile(
    r"(?:https?://|www\.)\S*|[\w-]{1,60}(?:\.[\w-]{1,60}){0,5}\.[a-z]{2,}(?:/\S*)?[.,;:)]*"
)
# A line of a scan that is nothing but an address.
ADDRESS_LINE = re.compile(r"<?(?:https?://|www\.|ftp://)\S+>?|\S[^\s@]*+@\S+\.\w+")

# ---- Codes ----

# Figures joined by points, as the numbers of indicators are: `1.1.1`.
_FIGURES_JOINED = r"\b\d+(?:\.\d+){2,}"
# A grant number: groups of capital letters and digits, as the funds of the European Union and the EEA build them:
# NOR-LT10-VRM-01-K-02-006, 09.2.1-ESFA-K-728-01-0034, VP1-4.3-VRM-02-V-05-001, 2021-1-LT02-KA152-YOU-000012345.
GRANT_NUMBER = re.compile(
    r"(?<![\w./-])(?=[A-Z0-9.-]*[A-Z])(?=[A-Z0-9.-]*\d)[A-Z0-9]+(?:\.\d+)*(?:-[A-Z0-9]+(?:\.\d+)*)+(?![\w@])"
)
# A code that two texts are compared by: it begins with a capital, so that words with figures (`5-metis`) are none.
CODE_TO_COMPARE = re.compile(
    rf"\b(?=[A-Z])(?=[\w/-]{{0,80}}\d)(?=[\w/-]{{0,80}}[^\W\d_])[A-Z][\w]*(?:[-/][\w]+)+\b|{_FIGURES_JOINED}\b"
)
# A code that paragraphs are paired by: letters and digits in one word, parts of it joined by hyphens or points.
CODE_TO_PAIR_BY = re.compile(
    r"(?<![\w./-])(?=[\w./-]{0,60}\d)(?:[^\W\d_]+\w*[-/.]\w|\w+[-/]\w*[^\W\d_])[\w./-]*\w"
    rf"|{_FIGURES_JOINED}"
)
# A word of a scan, without hyphens, that is a code rather than a word in which a letter was misread as a digit.
CODE_WORD_IN_SCAN = re.compile(r"[A-Z]{1,4}\d+\w*|\d+[A-Za-z]{1,2}|\d+\w{1,3}")
# `1.1`, `1.1.1`: the number of an indicator, where what stands beside it says so.
INDICATOR_NUMBER = re.compile(r"(?<![\w./-])(\d{1,2}(?:\.\d{1,2}){1,3})\.?(?![\w/]|[.-]\d)")
ROMAN_NUMERAL = re.compile(r"[IVXLCDM]+")

# ---- Numbers ----

ISO_DAY = re.compile(r"\b((?:19|20)\d\d)[-.](\d\d)[-.](\d\d)\b")
# Spaces that stand between groups of digits.
GROUP_SPACES = "\u0020\u00a0\u202f"
# A number with whatever may group or part its digits, or several that follow each other.
NUMBERS_IN_ROW = re.compile(rf"\d+(?:[.,{GROUP_SPACES}]\d+)*")
# All of a number in which one mark groups the digits.
NUMBER_IN_GROUPS_OF_THREE = re.compile(rf"\d{{1,3}}([.,{GROUP_SPACES}])\d{{3}}(?:\1\d{{3}})*(?!\d)")
# Numbers as texts are compared by them: those in groups parted by spaces, then all others, hours and ratios too.
NUMBER_WITH_SPACES = re.compile(r"(?<![\d.,])\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)")
NUMBER_OR_TIME = re.compile(r"\d+(?:[.,:]\d+)*")
