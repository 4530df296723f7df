"""Words that name a feeling, in the languages that customers write most. They weigh in beside what the encoder hears.

Only words that seldom mean anything else are here; the stem decides, so that "frustrated", "frustrado" and "frustriert" are one.
"""

import re

import numpy as np
from numpy.typing import NDArray

from footpath.model.records import Emotion

EMOTIONS = tuple(Emotion)
_STEMS: dict[Emotion, str] = {
    Emotion.FRUSTRATION: "frustr fed_up annoy tired_of nervt genervt satt_haben die_nase_voll harto_de farto_de cansad[oa]_de irritante "
    "marre agaç exaspér pénible again_and_again over_and_over una_y_otra_vez sans_arrêt non_ne_posso_più stufo fastidio geërgerd irritant",
    Emotion.CONFUSION: "confus confund verwirr unübersichtlich unclear unklar poco_clar pas_clair verward "
    "don't_understand do_not_understand não_entend no_entiend verstehe_nicht comprends_pas comprends_rien non_capisco begrijp_niet "
    "makes_no_sense sem_sentido kein_sinn aucun_sens no_idea",
    Emotion.DISAPPOINTMENT: "disappoint letdown let_me_down decepcion decepç decepcion defraud enttäusch déçu déception delus teleurgesteld "
    "schade what_a_pity que_pena qué_pena una_pena qué_lástima dommage peccato rozczarow разочаров",
    Emotion.ANGER: "angry furious outrag livid disgrace shameful scam thie(?:f|ves) liars? ladr(?:ão|ões|ones?|i) estafa golpistas? palhaçada vergonha vergüenza "
    "wütend stinksauer stocksauer frechheit unverschämt abzocke betrüger scandaleu honteu arnaque voleurs? menteurs? vergogna furios enfadad "
    "indignante oplichter woedend возмут мошенник",
    Emotion.WORRY: "worried worry afraid scared anxious nervous preocupad preocupa com_medo tengo_miedo asustad angusti aflit besorgt sorgen beunruhigt angst_dass "
    "habe_angst befürcht inquiet inquièt j'ai_peur redoute preoccupat ho_paura bezorgd боюсь",
    Emotion.TRUST: "trustworthy trust_(?:them|this|you|it) i_trust reliable rely_on count_on confio confiável de_confiança de_confianza fiable(?:s)? vertrau zuverlässig seriös "
    "faire_confiance fais_confiance digne_de_confiance mi_fido affidabil betrouwbaar надёжн надежн",
    Emotion.DELIGHT: "love_it love_this love_these i_love adore[ds]? delighted thrilled amazing wonderful fantastic awesome amei adorei maravilhos encantad me_encanta "
    "begeistert wunderbar fantastisch traumhaft ravi(?:e|s)? j'adore magnifique merveilleu adoro felicissim bellissim meraviglios geweldig prachtig восторг обожаю",
    Emotion.SURPRISE: "surpris sorpres sorprend sorprés surpreend überrasch étonn stupé erstaunt staunte unexpected unerwart inesperad inattendu wow uau waouh "
    "couldn't_believe could_not_believe nem_acreditei no_me_esperaba non_mi_aspettavo verrast удив",
    Emotion.GRATITUDE: "thank thanks grateful appreciate obrigad[oa] agradeç agradec gracias agradecid danke dankbar herzlichen_dank vielen_dank merci reconnaissant "
    "grazie ringrazi bedankt dank_je спасибо благодар",
}
_NEGATED = re.compile(
    r"(?:\b(?:not|no|never|nothing|n't|não|nem|sem|nunca|nicht|kein\w*|nie|pas|jamais|sans|non|senza|niet|geen|не)\b|n't)(?:[ \t]+\w+){0,2}[ \t]*$",
    re.I,
)
_ALREADY_NO = {
    Emotion.CONFUSION,
    Emotion.SURPRISE,
}  # "do not understand", "no sense", "could not believe" hold their own no


def _pattern(stems: str) -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:" + "|".join(stem.replace("_", r"\s+") for stem in stems.split()) + ")", re.IGNORECASE
    )


_PATTERNS = {emotion: _pattern(stems) for emotion, stems in _STEMS.items()}


def cues(text: str) -> NDArray[np.float64]:
    """1 for each emotion (in the order of `Emotion`) that a word of the text names, −1 where a "not" before it takes it back, else 0.

    Examples:
        >>> {emotion.value: int(cue) for emotion, cue in zip(EMOTIONS, cues("Thank you! I was worried, but not angry.")) if cue}
        {'anger': -1, 'worry': 1, 'gratitude': 1}
    """
    return np.array([_named(text, emotion) if emotion in _PATTERNS else 0.0 for emotion in EMOTIONS])


def _named(text: str, emotion: Emotion) -> float:
    named = 0.0
    for found in _PATTERNS[emotion].finditer(text):
        if emotion in _ALREADY_NO or not _NEGATED.search(text[max(0, found.start() - 30) : found.start()]):
            return 1.0
        named = -1.0
    return named
