"""Answers to what people look up by naming the bot in any chat."""

from typing import Any, Final

from bot.playground.bot_api import telegram_limits
from bot.playground.bot_api.api_json import Json, bad_request
from bot.playground.bot_api.markup_checks import check_inline_rows
from bot.playground.simulator.methods.method import BotApiMethod, MethodCall
from bot.playground.simulator.methods.text_parameters import text_of


def answer_inline_query(call: MethodCall) -> bool:
    """Answer a query, once, while it is young; only articles with a text are known here."""
    world = call.world
    query = world.inline_queries.get(call.get("inline_query_id"))
    if (
        query is None
        or query.answer is not None
        or world.now() - query.at > telegram_limits.INLINE_KEPT_IN
    ):
        raise bad_request(
            "query is too old and response timeout expired or query ID is invalid",
            is_mistake=query is None,
        )
    results: list[Json] = call.get("results")
    ids = [result.get("id", "") for result in results]
    if len(results) > telegram_limits.INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if not all(1 <= len(name.encode()) <= telegram_limits.INLINE_RESULT_ID for name in ids):
        raise bad_request("RESULT_ID_INVALID")
    button: Json = call.get("button") or {}
    if button and not button.get("text"):
        raise bad_request("Button text must be non-empty")
    query.answer = {
        **call.parameters,
        "results": [_article_result(call, item) for item in results],
    }
    return True


def _article_result(call: MethodCall, result: Json) -> Json:
    """Return a result with the message it would send."""
    if result.get("type") != "article" or not result.get("title"):
        raise bad_request("can't parse InlineQueryResult: this stand-in knows titled articles")
    markup = result.get("reply_markup")
    if markup:
        check_inline_rows(markup["inline_keyboard"])
    content: dict[str, Any] = result.get("input_message_content") or {}
    text = {"text": content.get("message_text", "")}
    options = {k: v for k, v in content.items() if k != "message_text"}
    body = text_of(MethodCall(call.world, {**text, **options}, {}))
    return {**result, "message": body | ({"reply_markup": markup} if markup else {})}


INLINE_METHODS: Final = {
    "answerInlineQuery": BotApiMethod(
        answer_inline_query,
        "inline_query_id! results:list! cache_time:int is_personal:bool next_offset button:object",
    ),
}
