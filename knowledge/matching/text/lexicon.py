"""Words of language, not of any one base: function words, question words, months, numbers.

Data only. Everything is written folded (no case, no accents).
"""

from knowledge.language import Language


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS: dict[Language, frozenset[str]] = {
    Language.EN: _word_set(
        "a an the this that these those and or but if so as of at by for from in into on onto to "
        "with about over after before up down out off than then there here it its i me my mine we "
        "us our you your yours he him his she her hers they them their be am is are was were been "
        "being do does did done doing have has had having will would shall should can could may "
        "might must not no nor just also too very really please pls plz tell know say said like "
        "want wanna need get got any some all more most much many what which who whom whose when "
        "where why how u ur im ok hey hi hello well anyway still even ever now actually "
        "kinda sorta lol gonna thing things stuff let lets"
    ),
    Language.ES: _word_set(
        "el la lo los las un una unos unas y e o u pero si de del al a en con por para sin sobre "
        "entre desde hasta hacia que q k cual cuales quien quienes cuando donde como cuanto "
        "cuanta "
        "cuantos cuantas porque pq xq es son era eran fue fueron ser sido sea esta estan estaba "
        "estar este esto estos estas ese esa eso esos esas aquel aquella hay haber ha han he "
        "hemos "
        "habia hubo tiene tienen tengo tenia hacer hace hacen hizo hicieron puede pueden puedo "
        "podria se me te le les nos mi mis tu tus su sus yo ella ellos ellas nosotros usted "
        "ustedes no ni ya mas muy tan tambien solo mismo algo alguien todo toda todos todas otro "
        "otra dime digame decir saber quiero quisiera favor gracias hola pues entonces ahora aqui "
        "alli ahi va van voy"
    ),
    Language.HT: _word_set(
        "a an la lan nan yo yon youn on mwen m ou w li l nou n yo y ki kisa sa kiyes kiles ki "
        "kile "
        "kilè kote kouman kijan poukisa konbyen eske e ak avek oswa oubyen men pou de sou nan "
        "anba "
        "anvan apre depi jiska jis pa pat pap te t ap ta va a pral dwe ka kapab vle gen genyen se "
        "fe di konnen tanpri silvouple souple bonjou bonswa mesi sak konsa tou anko deja menm "
        "anpil "
        "tout chak kek yon lot bay ba pran ale vini map wap lap kap nap yap mte wte lte kite si "
        "le pandan isit la sila sa yo yonn ke kifanm kisak kote ki moun kimoun kilajan"
    ),
}
ALL_STOP_WORDS = frozenset().union(*STOP_WORDS.values())

QUESTION_WORDS: dict[str, tuple[str, ...]] = {
    "who": ("who", "whom", "whose", "quien", "quienes", "kiyes", "kimoun", "ki moun", "kiles"),
    "when": ("when", "cuando", "kile", "ki le", "what time", "what day", "what date", "que dia",
             "que fecha", "a que hora", "ki dat", "ki jou", "wen"),
    "where": ("where", "donde", "adonde", "kote", "ki kote", "kibo", "wheres", "wher"),
    "why": ("why", "por que", "porque", "pq", "xq", "poukisa", "pou kisa", "how come", "pouki"),
    "how-many": ("how many", "how much", "cuantos", "cuantas", "cuanto", "cuanta", "konbyen",
                 "number of", "cantidad", "kantite"),
    "how": ("how", "como", "kijan", "kouman", "ki jan"),
    "what": ("what", "que", "cual", "kisa", "ki sa", "wat", "wut", "cuales", "kisak"),
    "which": ("which", "cual", "cuales", "kiles", "ki"),
    "yes-no": ("is", "are", "do", "does", "did", "can", "could", "will", "was", "were", "has",
               "have", "should", "eske", "puede", "puedo", "pueden"),
}  # fmt: skip

# Words that stand for what was talked about before.
PRONOUNS = _word_set(
    "it its that thats theyre hes shes "
    "this those these they them their he him his she her there then both one ones "
    "eso esto ese esa esos esas ella ellos ellas ahi alli ambos sa li yo l sila lot"
)
# How a message goes on from the one before; the longer ones first.
CONNECTIVES: tuple[tuple[str, ...], ...] = tuple(
    tuple(each.split())
    for each in (
        "and what about", "and how about", "what about", "how about", "so what about", "ok and",
        "okay and", "but what about", "same for", "and for", "and in", "and on", "and", "but",
        "or", "also", "y que tal", "y que hay de", "y que pasa con", "que hay de", "que tal",
        "y en", "y por", "y", "pero", "o", "e", "tambien", "e pou", "e kote", "e nan", "epi",
        "men", "oswa", "ak", "et",
    )
)  # fmt: skip

CLITICS = _word_set("m w l n y k t d j s c qu")

CONTRACTIONS: dict[str, tuple[str, ...]] = {
    key: tuple(value.split())
    for key, value in {
        "whats": "what is", "whos": "who is", "wheres": "where is", "whens": "when is",
        "hows": "how is", "whys": "why is", "thats": "that is", "theres": "there is",
        "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not",
        "arent": "are not", "wasnt": "was not", "werent": "were not", "cant": "can not",
        "cannot": "can not", "couldnt": "could not", "wont": "will not", "wouldnt": "would not",
        "shouldnt": "should not", "hasnt": "has not", "havent": "have not", "hadnt": "had not",
        "im": "i am", "ive": "i have", "youre": "you are", "theyre": "they are",
        "theyve": "they have", "weve": "we have", "wanna": "want to", "gonna": "going to",
        "r": "are", "u": "you", "ur": "your", "pls": "please", "plz": "please", "thru": "through",
        "cuz": "because", "bc": "because", "wat": "what", "wut": "what", "wen": "when",
        "q": "que", "pq": "por que", "xq": "por que", "porq": "por que", "xfa": "por favor",
        "kimoun": "ki moun", "kiles": "ki les", "kile": "ki le", "kijan": "ki jan",
        "kisa": "ki sa", "eskeu": "eske", "pouki": "poukisa", "kibo": "ki kote",
    }.items()
}  # fmt: skip

MONTH_NUMBERS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene janvye", "february feb febrero fevriye", "march mar marzo mas",
            "april apr abril abr avril", "may mayo me", "june jun junio jen juin",
            "july jul julio jiye juillet", "august aug agosto ago out dawout",
            "september sep sept septiembre setiembre septanm", "october oct octubre oktob",
            "november nov noviembre novanm", "december dec diciembre dic desanm",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# A month that is a word of its own in one of the languages counts only beside a day.
SAFE_MONTHS = frozenset(MONTH_NUMBERS) - _word_set(
    "jan mar mas may me out ago dic ene sep dec oct march jun jul"
)

NUMBER_WORDS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "zero cero zewo", "one uno un en", "two dos de", "three tres twa", "four cuatro kat",
            "five cinco senk", "six seis sis", "seven siete set", "eight ocho uit",
            "nine nueve nef", "ten diez dis",
        )
    )
    for name in names.split()
}  # fmt: skip
