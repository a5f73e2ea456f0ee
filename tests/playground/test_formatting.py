from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.bot_api.api_json import BotApiError
from bot.playground.bot_api.html_formatting import entities_to_html, parse_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b>", "a", [("bold", 0, 1)]),
        ("<strong>a</strong><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("🌴<u>sol</u>", "🌴sol", [("underline", 2, 3)]),  # a palm is two UTF-16 units
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<s>a</s><del>b</del>", "ab", [("strikethrough", 0, 1), ("strikethrough", 1, 1)]),
        ("a &lt; b &amp;&quot;&#233;&#x41;", 'a < b &"éA', []),
        ("  <b> a </b>\n", "a", [("bold", 0, 1)]),  # white space around a text is dropped
        ("<b></b>x", "x", []),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
    ],
)
def test_html_becomes_text_and_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    parsed = parse_html(source)
    found = [(item["type"], item["offset"], item["length"]) for item in parsed.entities]
    assert (parsed.text, found, parsed.remarks) == (text, entities, [])


def test_a_link_keeps_its_address_with_the_ampersand_unescaped() -> None:
    parsed = parse_html('<a href="https://x.org/?a=1&amp;b=2">vote</a>')
    assert parsed.entities == [
        {"type": "text_link", "offset": 0, "length": 4, "url": "https://x.org/?a=1&b=2"}
    ]


def test_code_in_a_pre_names_its_language() -> None:
    parsed = parse_html('<pre><code class="language-python">x</code></pre>')
    assert parsed.entities == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", 'Unexpected end tag "b" at byte offset 1'),
        (
            "<b><i>a</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("1 < 2 > 1", 'Unsupported start tag "" at byte offset 2'),
        ('<tg-time unix="soon">a</tg-time>', "Invalid Unix time specified in the tag tg-time"),
        (
            '<tg-emoji emoji-id="x">a</tg-emoji>',
            "Invalid custom emoji identifier specified at byte offset 0",
        ),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(BotApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Q&A", "Q&A"),
        ("a&nbsp;b", "a&nbsp;b"),
        ("5 > 4", "5 > 4"),
        ('<a href="javascript:x">a</a>', "a"),
        ("<code><b>a</b></code>", "a"),
    ],
)
def test_what_telegram_lets_pass_but_forbids_is_remarked(source: str, text: str) -> None:
    parsed = parse_html(source)
    assert (parsed.text, len(parsed.remarks)) == (text, 1)


@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_any_escaped_text_comes_through_unharmed(text: str) -> None:
    parsed = parse_html(f"<b>{escape(text)}</b>")
    assert (parsed.text, parsed.remarks) == (text.strip(), [])


def test_a_moment_and_a_custom_emoji_are_entities() -> None:
    parsed = parse_html(
        '<tg-time unix="1795532400" format="wDT">soon</tg-time>'
        '<tg-emoji emoji-id="5368324170671202286">🌴</tg-emoji>'
    )
    assert parsed.entities == [
        {
            "type": "date_time",
            "offset": 0,
            "length": 4,
            "unix_time": 1795532400,
            "date_time_format": "wDT",
        },
        {
            "type": "custom_emoji",
            "offset": 4,
            "length": 2,
            "custom_emoji_id": "5368324170671202286",
        },
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<b>a<i>🌴b</i></b> &lt;c&gt;",
        '<a href="https://x.org/?a=1&amp;b=2">vote</a> <blockquote expandable>x</blockquote>',
        "<tg-spoiler>a</tg-spoiler><code>b</code>",
    ],
)
def test_a_text_with_entities_becomes_the_same_html_again(source: str) -> None:
    parsed = parse_html(source)
    assert entities_to_html(parsed.text, parsed.entities) == source
