"""Sentences with and without a "not", from words that we chose: what turns a judgement round, in six languages.

Nothing about the sentences is taken from anybody's records. The words of the tests are others.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple


class Words(NamedTuple):
    """Patterns with {thing}, {good} and {bad}; each pattern says whether the sentence is good (1), neither (0) or bad (−1)."""

    things: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    patterns: tuple[tuple[int, str], ...]


SPOKEN = {
    "en": Words(
        ("the shop", "the driver", "the quality", "the website", "this product", "the support"),
        ("good", "helpful", "great", "reliable", "nice", "fast", "lovely", "pleasant", "clean", "superb"),
        ("bad", "awful", "terrible", "disappointing", "poor", "slow", "horrible", "useless", "dirty", "rude"),
        (
            (1, "{thing} is {good}"),
            (1, "{thing} was very {good}!"),
            (-1, "{thing} is {bad}"),
            (-1, "{thing} was really {bad}!"),
            (-1, "{thing} is not {good}"),
            (-1, "{thing} wasn't {good} at all"),
            (-1, "{thing} was never {good}"),
            (1, "{thing} is not {bad} at all"),
            (1, "{thing} wasn't {bad}, quite the opposite"),
            (1, "no complaints about {thing}"),
            (1, "nothing {bad} to say about {thing}"),
            (1, "{good}!"),
            (-1, "{bad}!"),
            (0, "{thing} is {good} and {bad} at once"),
        ),
    ),
    "pt": Words(
        ("a loja", "a qualidade", "a equipe", "a compra", "essa marca", "a embalagem"),
        ("boa", "excelente", "ótima", "confiável", "legal", "rápida", "linda", "perfeita", "limpa", "maravilhosa"),
        ("ruim", "horrível", "péssima", "decepcionante", "fraca", "lenta", "terrível", "inútil", "suja", "vergonhosa"),
        (
            (1, "{thing} é {good}"),
            (1, "{thing} foi muito {good}!"),
            (-1, "{thing} é {bad}"),
            (-1, "{thing} foi muito {bad}!"),
            (-1, "{thing} não é {good}"),
            (-1, "{thing} não foi nada {good}"),
            (1, "{thing} não é nada {bad}"),
            (1, "{thing} não foi {bad}, pelo contrário"),
            (1, "não tenho reclamações sobre {thing}"),
            (1, "nada de {bad} a dizer, {thing} vale a pena"),
            (1, "{good}!"),
            (-1, "{bad}!"),
            (0, "{thing} é {good} e {bad} ao mesmo tempo"),
        ),
    ),
    "es": Words(
        ("la tienda", "la calidad", "la página", "la compra", "esta marca", "la comida"),
        (
            "buena",
            "excelente",
            "genial",
            "fiable",
            "agradable",
            "rápida",
            "bonita",
            "perfecta",
            "limpia",
            "maravillosa",
        ),
        ("mala", "horrible", "terrible", "decepcionante", "floja", "lenta", "pésima", "inútil", "sucia", "vergonzosa"),
        (
            (1, "{thing} es {good}"),
            (1, "{thing} fue muy {good}!"),
            (-1, "{thing} es {bad}"),
            (-1, "{thing} fue muy {bad}!"),
            (-1, "{thing} no es {good}"),
            (-1, "{thing} no fue nada {good}"),
            (1, "{thing} no es nada {bad}"),
            (1, "{thing} no fue {bad}, al contrario"),
            (1, "ninguna queja sobre {thing}"),
            (1, "no puedo decir nada malo, {thing} cumple"),
            (1, "¡{good}!"),
            (-1, "¡{bad}!"),
            (0, "{thing} es {good} y {bad} a la vez"),
        ),
    ),
    "de": Words(
        ("der Laden", "der Fahrer", "die Qualität", "die Webseite", "dieses Produkt", "die Beratung"),
        (
            "gut",
            "hilfreich",
            "großartig",
            "zuverlässig",
            "schön",
            "schnell",
            "angenehm",
            "perfekt",
            "sauber",
            "wunderbar",
        ),
        (
            "schlimm",
            "furchtbar",
            "mies",
            "enttäuschend",
            "mangelhaft",
            "langsam",
            "schrecklich",
            "nutzlos",
            "schmutzig",
            "grauenhaft",
        ),
        (
            (1, "{thing} ist {good}"),
            (1, "{thing} war sehr {good}!"),
            (-1, "{thing} ist {bad}"),
            (-1, "{thing} war wirklich {bad}!"),
            (-1, "{thing} ist nicht {good}"),
            (-1, "{thing} war überhaupt nicht {good}"),
            (1, "{thing} ist gar nicht {bad}"),
            (1, "{thing} war nicht {bad}, im Gegenteil"),
            (1, "keine Beschwerden über {thing}"),
            (1, "an {thing} gibt es nichts zu meckern"),
            (1, "{good}!"),
            (-1, "{bad}!"),
            (0, "{thing} ist {good} und {bad} zugleich"),
        ),
    ),
    "fr": Words(
        ("la boutique", "la qualité", "l'équipe", "la commande", "cette marque", "la cuisine"),
        (
            "bonne",
            "excellente",
            "super",
            "fiable",
            "agréable",
            "efficace",
            "belle",
            "parfaite",
            "propre",
            "merveilleuse",
        ),
        (
            "mauvaise",
            "horrible",
            "terrible",
            "décevante",
            "médiocre",
            "lente",
            "affreuse",
            "inutile",
            "sale",
            "honteuse",
        ),
        (
            (1, "{thing} est {good}"),
            (1, "{thing} était très {good} !"),
            (-1, "{thing} est {bad}"),
            (-1, "{thing} était vraiment {bad} !"),
            (-1, "{thing} n'est pas {good}"),
            (-1, "{thing} n'était pas du tout {good}"),
            (1, "{thing} n'est pas {bad} du tout"),
            (1, "{thing} n'était pas {bad}, bien au contraire"),
            (1, "aucune plainte, {thing} tient ses promesses"),
            (1, "rien à reprocher à {thing}"),
            (1, "{good} !"),
            (-1, "{bad} !"),
            (0, "{thing} est {good} et {bad} à la fois"),
        ),
    ),
    "it": Words(
        ("la bottega", "la qualità", "la squadra", "questa marca", "la consegna", "la pagina"),
        (
            "buona",
            "eccellente",
            "ottima",
            "affidabile",
            "bella",
            "veloce",
            "piacevole",
            "perfetta",
            "pulita",
            "meravigliosa",
        ),
        (
            "brutta",
            "orribile",
            "terribile",
            "deludente",
            "scadente",
            "lenta",
            "pessima",
            "inutile",
            "sporca",
            "vergognosa",
        ),
        (
            (1, "{thing} è {good}"),
            (1, "{thing} era molto {good}!"),
            (-1, "{thing} è {bad}"),
            (-1, "{thing} era davvero {bad}!"),
            (-1, "{thing} non è {good}"),
            (-1, "{thing} non era per niente {good}"),
            (1, "{thing} non è affatto {bad}"),
            (1, "{thing} non era {bad}, anzi"),
            (1, "nessuna lamentela, {thing} mi va bene"),
            (1, "niente da ridire su {thing}"),
            (1, "{good}!"),
            (-1, "{bad}!"),
            (0, "{thing} è {good} e {bad} allo stesso tempo"),
        ),
    ),
}


def negations() -> Iterator[tuple[str, int]]:
    """Each sentence once, with how good it is: −1, 0 or 1."""
    said: dict[str, int] = {}
    for words in SPOKEN.values():
        for (side, pattern), thing, place in product(words.patterns, words.things, range(len(words.good))):
            said[pattern.format(thing=thing, good=words.good[place], bad=words.bad[place])] = side
    yield from ((text[0].upper() + text[1:], side) for text, side in said.items())
