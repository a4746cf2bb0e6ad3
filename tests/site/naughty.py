"""Strings that searches trip over, gathered by kind. Each is what a browser or a scanner might send."""

import itertools
from urllib.parse import quote

WORD = "titration"

# The query language of SQLite's FTS5 and of PostgreSQL's tsquery.
OPERATORS = [
    *[
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR(",
        "NEAR(a b, 5)",
        "NEAR/3",
        "^",
        "*",
        "-",
        "+",
        ":",
        "{",
        "}",
        "(",
        ")",
    ],
    *[
        "!",
        "&",
        "|",
        "<->",
        "<2>",
        ":*",
        ":A",
        "\\",
        "/",
        "~",
        "title:",
        "-title:",
        "{title body}:",
        "rowid:",
    ],
    *["bm25()", "fts5vocab", "rank MATCH", "!!", "&&", "||", "<->!", "()", "(()", "''", "$$", "@@"],
]
QUOTES = [
    '"',
    '""',
    '"""',
    "'",
    "''",
    "`",
    "´",
    "„",
    "“",
    "”",
    "»",
    "«",
    "‚",
    "‘",
    "’",
    '"*',
    '*"',
    "\\'",
    '\\"',
    "%27",
    "%22",
]
SQL = [
    "' OR 1=1 --",
    "'; DROP TABLE wagtailcore_page; --",
    "1' UNION SELECT sqlite_version() --",
    "1; SELECT pg_sleep(5)--",
    "') OR ('a'='a",
    "%' AND 1=CAST((SELECT version()) AS int)--",
    "/**/",
    "0x31303235343830303536",
    "CAST(1 AS int)",
    "NULL",
    "LIKE '%'",
    "_%_%",
]
HTML = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=__x=1>',
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "&lt;b&gt;&amp;&#60;&#x3c;",
    '<!--#exec cmd="ls"-->',
    "{{ 7*7 }}",
    "{% load static %}",
    "${7*7}",
    "<%= 7*7 %>",
    "]]>",
    "<mark>",
    "<p>" * 30,
]
PATHS = [
    "../../etc/passwd",
    "..\\..\\windows",
    "file:///etc/passwd",
    "http://127.0.0.1/",
    "//evil.example",
    "\\\\host\\share",
    "%2e%2e%2f",
    "C:\\",
    "|ls",
    ";ls",
    "$(ls)",
    "`ls`",
    "\r\nX-Evil: 1",
    "%0d%0aSet-Cookie:a=b",
]
NUMBERS = [
    "0",
    "-1",
    "1e309",
    "NaN",
    "Infinity",
    "9" * 300,
    "1/0",
    "0x7f",
    "１２３",
    "²",
    "٣",
    "½",
    "Ⅷ",
    "1.000,00",
    "41322-117",
    "0" * 200,
]
WORDS_OF_PROGRAMS = [
    "null",
    "None",
    "undefined",
    "true",
    "False",
    "[]",
    "{}",
    "[object Object]",
    "__proto__",
    "constructor",
    "self",
    "__class__",
    "%s%s%n",
    "%d",
    "{0}",
    "\\x00",
    "\\u0000",
    "\\N{DIGIT ONE}",
]
SCRIPTS = [
    "Ω≈ç√∫˜µ≤≥÷",
    "田中さんにあげて下さい",
    "사회과학원",
    "مناقشة سبل استخدام اللغة",
    "בְּרֵאשִׁית",
    "ทดสอบ",
    "हिन्दी",
    "Привет",
    "ﬁﬂ",
    "Straße STRASSE ẞ",
    "İstanbul ıI",
    "ﷺ",
    "㍿",
    "Ａｚｕｂｉ",
]
EMOJI = ["😍", "👩🏽‍🔬", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "✋🏿", "❤️", "🤖" * 60, "☃", "\U0001faf6"]
INVISIBLE = [
    "\u200b",
    "\u200d",
    "\u00ad",
    "\u00a0",
    "\u2028",
    "\u2029",
    "\u202e" + WORD,
    "\u2066" + WORD + "\u2069",
    "\ufeff" + WORD,
    "\u180e",
    "\u034f",
    "\ufff9",
    "\ufffe",
    "\uffff",
    "\U0010ffff",
    "Z" + "\u0321\u0353\u031e" * 80,
    "a" + "\u0308" * 300,
]
CONTROL = [chr(code) for code in [*range(0x20), 0x7F, *range(0x80, 0xA0)]]
SPACE = ["", " ", "   ", "\t", "\n", "\r\n", "\u3000", "\u2003", ".", ",", "…", "_", "__", "-" * 50]
LONG = [
    "a" * 20_000,
    "titration " * 2_000,
    "ä" * 20_000,
    '"' * 20_000,
    "(" * 20_000,
    "a-" * 10_000,
    "a/" * 10_000,
    ":innen" * 3_000,
    " ".join(map(str, range(4_000))),
]
MARKED_FORMS = [
    "Chemielaborant/-in",
    "Chemielaborant:in",
    "Chemielaborant*innen",
    "Laborant_in",
    "Auszubildende/r",
    "Kaufmann/-kauffrau",
    "(in)",
    "/-in",
    ":in",
    "*in*in*in",
]


def naughty_strings():
    """Each kind alone, and those that a query language may read also beside and inside words."""
    alone = [
        *OPERATORS,
        *QUOTES,
        *SQL,
        *HTML,
        *PATHS,
        *NUMBERS,
        *WORDS_OF_PROGRAMS,
        *SCRIPTS,
        *EMOJI,
        *INVISIBLE,
        *CONTROL,
        *SPACE,
        *LONG,
        *MARKED_FORMS,
    ]
    shapes = (f"{WORD} {{}}", f"{{}}{WORD}", f"{WORD}{{}} azubi")
    mixed = [
        shape.replace("{}", sign)
        for shape, sign in itertools.product(shapes, [*OPERATORS, *QUOTES, *CONTROL[:12]])
    ]
    return list(dict.fromkeys([*alone, *mixed]))


def naughty_queries():
    """Query strings as they stand in an address, also such as no browser writes."""
    return [
        *(f"q={quote(text, safe='')}" for text in naughty_strings()),
        *RAW_QUERIES,
    ]


RAW_QUERIES = [
    "",
    "q",
    "q=",
    "q=%",
    "q=%f",
    "q=%ff",
    "q=%fe%ff",
    "q=%c3",
    "q=%c3%28",
    "q=%ed%a0%80",  # one half of a surrogate pair
    "q=%ed%b0%80titration",
    "q=%f0%28%8c%bc",
    "q=%00",
    "q=titration%00",
    "q=%u0041",
    "q=a&q=b&q=c",
    "q[]=a",
    "q[a][b]=c",
    "Q=titration",
    "q=titration&q=",
    "q=titration;page=2",
    "q=titration&page=",
    "q=titration&page=0",
    "q=titration&page=-1",
    "q=titration&page=1e9",
    "q=titration&page=999999999999999999999999",
    "q=titration&page=last",
    "q=titration&page=%00",
    "q=titration&page=%ff",
    "q=titration&page=1&page=2",
    "q=titration&page=1.5",
    "q=titration&page=%D9%A3",
    "q=titration&page=%C2%B2",
    "q=titration&page=None",
    "q=titration&page[]=1",
    "q=titration&" + "&".join(f"x{number}=1" for number in range(900)),
    "&&&=&=&q",
    "=titration",
    "q=+%2B+%2b",
    "q=%2525",
]
