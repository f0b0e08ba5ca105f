"""Names of accounts in social media, marked as such: "@kalle_95", "snap: kalle95", "facebook.com/kalle"."""

import re
from collections.abc import Iterator

HANDLE = re.compile(r"(?<![\w.@])@(?=[\w.]{0,29}[^\W\d])\w[\w.]{0,28}\w")
AFTER_WORD = re.compile(
    r"\b(?:snap(?:chat)?|insta(?:gram)?|tik\s?tok|discord|telegram|kik|facebook|fb|messenger|twitter|steam|twitch|youtube"
    r"|roblox|konto(?:t|namn|namnet)?|användarnamn(?:et)?|nick(?:name)?)"
    r"(?:[\s:=]|[-–](?=konto)|\b(?:är|heter|namn|namnet|kontot|som|under|på|med)\b){1,6}"
    r"(?P<name>(?=\w{0,29}[\d_.]\w)\w[\w.]{1,28}\w(?:#\d{4})?)",
    re.IGNORECASE,
)
PROFILE = re.compile(
    r"\b(?:facebook|instagram|tiktok|snapchat|twitter|x|t|linkedin|youtube)\.(?:com|me)/(?:add/|in/|u/)?@?[\w.%-]{1,80}[\w%]",
    re.IGNORECASE,
)
# Those who want to be found: "Följ oss @exempelby", "kommunens Instagram heter @exempelby".
OFFICIAL = re.compile(
    r"\b(?:följ\s+oss|(?:kommun|polis|skol|förening|klubb|bibliotek|region|fritidsgård)(?:en|et|an)?s?)\b|kommun|polis",
    re.IGNORECASE,
)
AROUND = 40


def account_names(text: str) -> Iterator[tuple[int, int]]:
    """Where the names of accounts stand; an authority's own are none."""
    for form, group in ((HANDLE, 0), (AFTER_WORD, "name"), (PROFILE, 0)):
        for match in form.finditer(text):
            start, end = match.span(group)
            if not OFFICIAL.search(text, max(0, start - AROUND), end + AROUND):
                yield start, end
