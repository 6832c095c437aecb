"""Markup becomes text and entities as Telegram makes them: units, nesting, faults, and what is found unmarked."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.text.entities import in_order
from playground.text.formatted import formatted
from playground.text.utf16 import part, units


def html(source: str) -> tuple[str, list[tuple[str, str]]]:
    """The text, and each entity with the words it covers."""
    text, entities = formatted(source, "HTML", None)
    return text, [(entity["type"], part(text, entity["offset"], entity["length"])) for entity in entities]


@pytest.mark.parametrize(
    ("source", "entities"),
    [
        ("<b>a</b><strong>b</strong>", [("bold", "ab")]),
        ("<i>a</i> <em>b</em>", [("italic", "a"), ("italic", "b")]),
        ("<u>a</u><ins>b</ins>", [("underline", "ab")]),
        (
            "<s>a</s> <strike>b</strike> <del>c</del>",
            [("strikethrough", "a"), ("strikethrough", "b"), ("strikethrough", "c")],
        ),
        ("<tg-spoiler>a</tg-spoiler> <span class='tg-spoiler'>b</span>", [("spoiler", "a"), ("spoiler", "b")]),
        ("<b>a <i>b <u>c</u></i></b>", [("bold", "a b c"), ("italic", "b c"), ("underline", "c")]),
        ("<code>a@b.org /x</code>", [("code", "a@b.org /x")]),
        ("<b>a<code>b</code>c</b>", [("bold", "a"), ("code", "b"), ("bold", "c")]),
        ("<blockquote>a\n<b>b</b></blockquote>", [("blockquote", "a\nb"), ("bold", "b")]),
        ("<blockquote expandable>a</blockquote>", [("expandable_blockquote", "a")]),
        ("😀<b>é</b>", [("bold", "é")]),
        ("  <b> a </b>  ", [("bold", "a")]),
        ("<a href='no link'>a</a>", []),
        ("<B>a</b>", [("bold", "a")]),
    ],
)
def test_tags_become_entities(source: str, entities: list[tuple[str, str]]) -> None:
    assert html(source)[1] == entities


def test_links_and_languages_are_kept() -> None:
    assert formatted('<a href="https://Example.org/A?b=1&amp;c=2">a</a>', "HTML", None)[1] == [
        {"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/A?b=1&c=2"}
    ]
    assert formatted("<a href='tg://user?id=7'>a</a>", "HTML", None)[1][0]["type"] == "text_mention"
    for source in ('<pre><code class="language-py">x</code></pre>', '<code class="language-py"><pre>x</pre></code>'):
        assert formatted(source, "HTML", None)[1] == [{"type": "pre", "offset": 0, "length": 1, "language": "py"}]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("é<x>y</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
    ],
)
def test_markup_that_cannot_be_read_is_refused_where_it_fails(source: str, fault: str) -> None:
    with pytest.raises(BadRequest) as refused:
        formatted(source, "HTML", None)
    assert refused.value.description == f"Bad Request: can't parse entities: {fault}"


def test_references_of_four_names_and_numbers_are_signs() -> None:
    assert formatted("&lt;&gt;&amp;&quot; &#39; &#x1F600; &nbsp; & &#0;", "HTML", None)[0] == "<>&\" ' 😀 &nbsp; & &#0;"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/sell 5, then /sell@playground_bot", [("bot_command", "/sell"), ("bot_command", "/sell@playground_bot")]),
        ("a/b and 1/2 and //x", []),
        ("ask @ana_1 or a@b.org", [("mention", "@ana_1"), ("email", "a@b.org")]),
        (
            "see https://example.org/x?y=1). and t.me/bot?start=a.",
            [("url", "https://example.org/x?y=1"), ("url", "t.me/bot?start=a")],
        ),
        ("#rifa2026 #12 $USD", [("hashtag", "#rifa2026"), ("cashtag", "$USD")]),
        ("call +57 300 123 4567 or 7", [("phone_number", "+57 300 123 4567")]),
        ("😀 /start", [("bot_command", "/start")]),
        ("nothing here", []),
    ],
)
def test_what_nobody_marked_is_found(text: str, found: list[tuple[str, str]]) -> None:
    entities = formatted(text, None, None)[1]
    assert [(entity["type"], part(text, entity["offset"], entity["length"])) for entity in entities] == found


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        (
            "*a* _b_ __c__ ~d~ ||e|| `f`",
            "a b c d e f",
            ["bold", "italic", "underline", "strikethrough", "spoiler", "code"],
        ),
        ("*a _b_*", "a b", ["bold", "italic"]),
        ("[a](https://example.org/)", "a", ["text_link"]),
        ("```py\nx = 1```", "x = 1", ["pre"]),
        (r"1\.5 \*", "1.5 *", []),
    ],
)
def test_markdown_v2_is_read_too(source: str, text: str, kinds: list[str]) -> None:
    read, entities = formatted(source, "MarkdownV2", None)
    assert (read, [entity["type"] for entity in entities]) == (text, kinds)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("a.b", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("*a", "Can't find end of Bold entity at byte offset 0"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
    ],
)
def test_markdown_faults_are_named(source: str, fault: str) -> None:
    with pytest.raises(BadRequest) as refused:
        formatted(source, "MarkdownV2", None)
    assert refused.value.description.endswith(fault)


TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40)


@given(TEXTS)
def test_escaped_text_is_that_text(text: str) -> None:
    read, entities = formatted(f"x{escape(text)}x", "HTML", None)
    assert read == f"x{text}x"
    assert all(entity["type"] not in {"bold", "code"} for entity in entities)


@given(TEXTS, TEXTS)
def test_an_entity_covers_its_words_in_utf16(before: str, inside: str) -> None:
    read, entities = formatted(f"x{escape(before)}<b>y{escape(inside)}y</b>", "HTML", None)
    bold = [entity for entity in entities if entity["type"] == "bold"]
    assert "".join(part(read, entity["offset"], entity["length"]) for entity in bold) == f"y{inside}y"


@given(st.text(max_size=60))
def test_any_source_is_read_or_refused(source: str) -> None:
    try:
        text, entities = formatted(source, "HTML", None)
    except BadRequest:
        return
    assert all(e["offset"] >= 0 and e["length"] > 0 and e["offset"] + e["length"] <= units(text) for e in entities)


KINDS = st.sampled_from(["bold", "italic", "spoiler", "code", "pre", "text_link", "blockquote"])
SPANS = st.builds(
    lambda kind, offset, length: {"type": kind, "offset": offset, "length": length, "url": "https://x.org/"},
    KINDS,
    st.integers(0, 20),
    st.integers(1, 20),
)


def nested(one: JSON, other: JSON) -> bool:
    first, last = one["offset"], one["offset"] + one["length"]
    start, end = other["offset"], other["offset"] + other["length"]
    return bool(last <= start or end <= first or (first <= start and end <= last) or (start <= first and last <= end))


@given(st.lists(SPANS, max_size=6))
def test_entities_in_order_never_cross_and_nothing_is_inside_code(spans: list[JSON]) -> None:
    ordered = in_order(spans, 30)
    assert ordered == sorted(ordered, key=lambda e: (e["offset"], -e["length"]))
    for one in ordered:
        for other in ordered:
            assert one is other or nested(one, other)
    styles = {"bold", "italic", "spoiler"}
    codes = [e for e in ordered if e["type"] in {"code", "pre"}]
    for code in codes:
        inside = range(code["offset"], code["offset"] + code["length"])
        assert not any(e["offset"] in inside for e in ordered if e["type"] in styles)
