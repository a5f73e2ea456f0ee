"""Cries for help stay cries, and stories that only sound like one are answered.

No sentence of these is a phrasing or an example of the seed.
"""

import pytest

from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.decision.decision_rules import Contender
from knowledge.matching.decision.request_detection import (
    DetectedRequest,
    WrittenWords,
    is_lone_cue,
)
from knowledge.matching.text.word_frequency import WordRarity
from knowledge.verdict import Outcome, Verdict

Library = tuple[FaqBase, FaqIndex]


def heard(library: Library, text: str) -> str | None:
    """Return the class of a plea, or the function of a request; None for neither."""
    verdict = library[1].ask(text)
    match verdict.outcome:
        case Outcome.REFER:
            return verdict.scope
        case Outcome.OPEN:
            return verdict.function
    return None


@pytest.mark.parametrize(
    "story",
    [
        # An election, an agreement and a letter beat, kill and threaten nobody near.
        "who'd she beat to get the seat",
        "who did he beat in the runoff",
        "did they kill the agreement",
        "they killed it once, who brought it back",
        "what does the letter threaten the city with",
        "who did they stick in her chair",
        "¿mataron el acuerdo o sigue?",
        "¿a quién le ganó ella en la elección?",
        "¿con qué amenaza la carta?",
        "¿el alcalde le cortó el micrófono a la gente?",
        "kiyès li te bat nan eleksyon an?",
        "èske yo touye akò a?",
        "ak kisa lèt la menase vil la?",
        "men prezidan koupe mikwo, èske l gen dwa",
        # Politics in the words of violence.
        "The mayor got hammered at that meeting, who spoke against the deal?",
        "who blew up the deal in June",
        "the state put a gun to the city's head with that letter, what did the letter say",
        "A la alcaldesa la crucificaron en esa reunión, ¿quién habló en contra?",
        "Esa votación fue una puñalada para los trabajadores. ¿Quién votó en contra?",
        "el estado tenía secuestrados a los comisionados, ¿cuál era el plazo?",
        "Yo te kraze majistra a nan reyinyon sa a, kiyès ki te pale kont?",
        "eta a mete yon fizi sou tèt vil la ak lèt sa a, kisa lèt la te di?",
        "yo te touye rezolisyon an epi yo fè l leve ankò, kijan sa te pase?",
        # Figures of speech.
        "my boss says the city is bleeding money over this, how much did the state offer?",
        "patwon m di vil la ap pèdi san pou bagay sa a, konbyen lajan eta a te ofri?",
        "about had a heart attack when i read it, how many people were arrested",
        "casi me da un infarto cuando lo leí, ¿cuántos arrestos hubo?",
        "si un policía se lastima haciendo de migra, ¿quién carga con el muerto?",
        "me tocó esperar tres horas, ¿cuánto tiempo dejan hablar?",
        "konbyen kòb polis yo touche nan men ICE",
        "èske jij la tranche si vil la oblije siyen",
        # A relative who only asks, or is only upset.
        "what is a detainer, my aunt thinks it is a warrant",
        "what does ICE hold mean, my cousin asks",
        "my daughter called in a tizzy, were there shootings by border patrol here in january",
        "¿qué es un detainer? mi tía cree que es una orden judicial",
        "kisa yon detainer ye, matant mwen di se yon manda",
        # People in general, not somebody.
        "ki prizon yo mennen moun",
        "ki prizon yo mete moun ICE arete",
        # What others told or were told is no wish.
        "nobody got a heads up before the chief signed, did they",
        "can they settle the vote at lunch without telling anyone",
        "they told me to shut up at the meeting, is that allowed",
        "so tell me who voted no",
        "a nadie le avisaron antes de que el jefe firmara, ¿verdad?",
        "¿pueden arreglar el voto en un almuerzo sin avisar a nadie?",
        "yo pa t avize pèsonn anvan chèf la siyen, pa vre?",
        "èske yo ka regle vòt la nan yon manje midi san yo pa di pèsonn?",
        "te m esplike lojik la, poukisa yo te vote konsa",
        # A rule, not a case.
        "does she have to carry her papers on her",
        "¿tiene que llevar los papeles encima?",
        "èske li dwe mache ak papye l sou li",
        # A clear word that looks like another.
        "quiero quejarme de un agente sin dar mi nombre",
    ],
)
def test_a_story_is_no_plea_and_no_request(seed_library: Library, story: str) -> None:
    assert heard(seed_library, story) is None


@pytest.mark.parametrize(
    ("plea", "kind"),
    [
        ("my boyfriend threatens me every night", "danger"),
        ("she is screaming for help next door", "danger"),
        ("he has a knife at my throat", "danger"),
        ("he beat me again last night", "danger"),
        ("me amenazó con matarme si llamo a la policía", "danger"),
        ("my dad is having a heart attack", "danger"),
        ("somebody broke my window and is climbing in", "danger"),
        ("shots outside my house", "danger"),
        ("mi novio me amenaza con un cuchillo", "danger"),
        ("se están metiendo en mi casa", "danger"),
        ("le dio un infarto a mi papá", "danger"),
        ("hay tiros afuera de mi casa", "danger"),
        ("hay un herido en la calle", "danger"),
        ("acaban de apuñalar a mi vecino", "danger"),
        ("mari m ap bat mwen", "danger"),
        ("gen yon moun k ap kraze pòt mwen kounye a", "danger"),
        ("y ap tire devan kay mwen", "danger"),
        ("yo fenk tire sou yon moun", "danger"),
        ("papa m fè yon kriz kè", "danger"),
        ("there was a guy with a machete, he chased my uncle, he is bleeding", "danger"),
        ("mi tío le tiró una botella a mi mamá y está sangrando de la cabeza", "danger"),
        ("tonton m voye yon boutèy sou manman m, tèt li ap senyen", "danger"),
        ("i want to kill myself", "suicide"),
        ("ya no quiero seguir viviendo", "suicide"),
        ("mi hermano casi se mata anoche con pastillas", "suicide"),
        ("mwen pa kapab ak lavi sa a ankò", "suicide"),
        ("me quiero matar", "suicide"),
        ("m vle touye tèt mwen", "suicide"),
        ("ICE is at my door right now", "at-the-door"),
        ("they are pounding at my door and say they are ICE", "at-the-door"),
        ("ICE está en mi puerta ahora", "at-the-door"),
        ("ICE devan pòt mwen kounye a", "at-the-door"),
        ("ICE took my coworkers husband this morning, she wants to find him", "detained"),
        ("se llevaron a mi hermano, ¿dónde lo busco?", "detained"),
        ("ICE está en mi puerta, ¿tienen derecho a entrar?", "at-the-door"),
        ("la migra está en mi casa sin orden", "at-the-door"),
        ("ki prizon yo mennen frè m", "detained"),
        ("ICE came to my job and took my two cousins", "detained"),
        ("arrestaron a tres compañeros de mi trabajo hoy", "detained"),
        ("yo arete twa moun nan travay mwen jodi a", "detained"),
        ("yo arete kouzen m yè, mwen pa konnen kote l ye", "detained"),
    ],
)
def test_a_plea_is_met_as_one(seed_library: Library, plea: str, kind: str) -> None:
    assert heard(seed_library, plea) == kind


@pytest.mark.parametrize(
    ("request_", "function"),
    [
        ("give me a heads up before the vote", "subscribe"),
        ("avíseme cuando se reúnan otra vez", "subscribe"),
        ("m vle enskri pou alèt yo", "subscribe"),
        ("can i talk to a person", "editors"),
        ("quiero hablar con una persona", "editors"),
        ("m vle pale ak yon moun", "editors"),
        ("who can see my messages", "privacy"),
        ("háblame en español", "language"),
        ("pale kreyòl avè m", "language"),
    ],
)
def test_a_request_opens_its_function(seed_library: Library, request_: str, function: str) -> None:
    assert heard(seed_library, request_) == function


@pytest.mark.parametrize(
    "question",
    [
        "can ICE enter my home",
        "can ICE come into my house without a warrant",
        "¿puede ICE entrar en mi casa?",
        "do they need a warrant to come into my house",
        "must they have a warrant before they search an apartment",
        "¿tienen que tener una orden para entrar en mi casa?",
        "hace falta una orden para que registren el apartamento",
        "èske ICE ka antre lakay mwen",
        "èske yo bezwen manda pou antre lakay mwen",
    ],
)
def test_what_agents_may_do_at_home_is_asked_alike_in_every_language(
    seed_library: Library, question: str
) -> None:
    assert heard(seed_library, question) == "own-case"


@pytest.mark.parametrize(
    ("plea", "kind", "entry"),
    [
        ("they took my brother this morning, where do I look him up", "detained", "KW-170"),
        ("988 en español?", "suicide", "KW-169"),
        ("988 la pale kreyòl?", "suicide", "KW-169"),
        ("si hay un incendio y no hablo inglés, ¿qué le digo al 911?", "danger", "KW-168"),
    ],
)
def test_what_a_plea_asks_stands_beneath_its_reply(
    seed_library: Library, plea: str, kind: str, entry: str
) -> None:
    verdict: Verdict = seed_library[1].ask(plea)
    assert (verdict.outcome, verdict.scope) == (Outcome.REFER, kind)
    assert entry in {each.entry for each in verdict.candidates}


def test_a_cue_is_believed_when_the_examples_say_the_like() -> None:
    heard = DetectedRequest("cry", Outcome.REFER, "help")
    entry = Contender("T-1", None, 0.9, "")

    def alone(chance: float, outcome: Outcome = Outcome.REFER, *, told: bool = False) -> bool:
        other = Contender("other", outcome, chance, "")
        return is_lone_cue(heard, (entry, other), 0.9, told_beneath=told)

    assert is_lone_cue(heard, (entry,), 0.9, told_beneath=True), "nothing speaks for it"
    assert alone(0.17)
    assert not alone(0.19), "another plea speaks for a plea"
    assert alone(0.9, Outcome.OPEN), "a function does not"
    assert alone(0.08, told=True)
    assert not alone(0.1, told=True)


def test_a_word_of_the_entries_is_no_slip_of_another() -> None:
    words = WrittenWords(WordRarity((Language.EN,)), ["detainer order", "siyen"])
    assert all(map(words.holds, ("detainer", "siyen", "house")))
    assert not words.holds("detayner")


@pytest.mark.parametrize(
    ("plea", "kind"),
    [
        ("my ex says hes coming over to kill me", "danger"),
        ("viene para acá con un cuchillo a matarme", "danger"),
        ("mi primo amenazó con matarme anoche", "danger"),
        ("ansyen mennaj mwen di l ap vin touye m", "danger"),
        ("i keep thinking of killing myself", "suicide"),
        ("viene navidad y solo pienso en matarme", "suicide"),
        ("mañana voy a matarme", "suicide"),
        ("m vle touye tèt mwen", "suicide"),
    ],
)
def test_who_is_threatened_and_who_thinks_of_it_are_told_apart(
    seed_library: Library, plea: str, kind: str
) -> None:
    assert heard(seed_library, plea) == kind


@pytest.mark.parametrize(
    "question",
    [
        "es un suicidio político, ¿quién votó que no?",
        "se yon swisid politik, kiyès ki te vote non?",
    ],
)
def test_political_suicide_is_no_cry_by_its_words(seed_library: Library, question: str) -> None:
    assert seed_library[1].explain(question).rule != "cue"
