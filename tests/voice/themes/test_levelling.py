import numpy as np

from footpath.voice.embedding import CachedEmbedder, SentenceEncoder, unit
from footpath.voice.themes import Themes, discover_themes
from footpath.voice.themes.levelling import Level, level_of

LATE = {
    "en": "The parcel came much too late again, {}.",
    "de": "Das Paket kam wieder viel zu spät, {}.",
    "fr": "Le colis est encore arrivé beaucoup trop tard, {}.",
}
PASSWORD = {
    "en": "I cannot change my password in the account, {}.",
    "de": "Ich kann mein Passwort im Konto nicht ändern, {}.",
    "fr": "Je ne peux pas changer mon mot de passe dans le compte, {}.",
}
BROKEN = {
    "en": "One leg of the chair is broken, {}.",
    "de": "Ein Bein von dem Stuhl ist abgebrochen, {}.",
    "fr": "Un pied de la chaise est cassé, {}.",
}
ENDS = {
    "en": ("sadly", "help", "my sister says", "as before", "like last year"),
    "de": ("schade", "Hilfe", "sagt meine Schwester", "wie zuvor", "wie im letzten Jahr"),
    "fr": ("dommage", "aidez-moi", "dit ma sœur", "comme avant", "comme l'an dernier"),
}


def made(subjects: int, languages: int, each: int) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Vectors that say one of some subjects in one of some languages."""
    rng = np.random.default_rng(0)
    subject = np.tile(np.repeat(np.arange(subjects), each), languages)
    language = np.repeat(np.arange(languages), subjects * each)
    says, sounds = rng.normal(size=(subjects, 40)), 2 * rng.normal(size=(languages, 40))
    noise = 0.3 * rng.normal(size=(len(subject), 40))
    vectors = unit((says[subject] + sounds[language] + noise).astype(np.float32))
    return vectors, [f"l{code}" for code in language.tolist()], subject


def test_what_tells_languages_apart_is_gone_and_what_is_said_stays() -> None:
    vectors, languages, subject = made(4, 3, 30)
    level = level_of(vectors, languages)
    levelled = level.of(vectors)
    codes = np.array(languages)
    first, second = levelled[codes == "l0"], levelled[codes == "l1"]
    other_language = subject[codes == "l1"][(first @ second.T).argmax(axis=1)]
    assert len(level.directions) == 2
    assert (other_language == subject[codes == "l0"]).mean() > 0.95


def test_one_language_or_none_loses_the_mean_only() -> None:
    vectors, _, _ = made(2, 1, 50)
    assert len(level_of(vectors, ["en"] * 100).directions) == 0
    assert len(level_of(vectors, [""] * 100).directions) == 0
    assert len(level_of(vectors[:0], []).middle) == 40


def test_what_is_written_is_read() -> None:
    vectors, languages, _ = made(4, 3, 30)
    level = level_of(vectors, languages)
    again = Level.of_rows(list(level.rows))
    assert np.array_equal(again.of(vectors), level.of(vectors))


def test_a_subject_in_three_languages_is_one_theme() -> None:
    texts, subject = [], []
    for place, sentences in enumerate((LATE, PASSWORD, BROKEN)):
        for language, sentence in sentences.items():
            texts += [sentence.format(end) for end in ENDS[language]] * 3
            subject += [place] * 3 * len(ENDS[language])
    embedder = CachedEmbedder(SentenceEncoder(), None)
    found: Themes = discover_themes(texts, embedder)
    first = found.assign(texts, embedder).first()
    for place in range(3):
        _, counts = np.unique(first[np.array(subject) == place], return_counts=True)
        assert counts.max() >= 0.9 * counts.sum()
    assert len(set(first.tolist())) >= 3
