"""Is a table what employees say? Its scores and texts are kept apart from those of customers."""

from dataclasses import replace

from footpath.sources import words
from footpath.sources.keys import Belongs, Key
from footpath.sources.profile import Column
from footpath.sources.relations import Draft
from footpath.sources.scores import is_score
from footpath.sources.texts import is_text
from footpath.sources.words import speaks_of, tokens

_EMPLOYED = (
    "employee employees staff staffer coworker workforce colleague mitarbeiter mitarbeiterin mitarbeitende mitarbeitender personalnummer beschaftigte kollegen "
    "empleado empleada empleados trabajador colaborador colaboradores funcionario funcionarios employe employes salarie salaries collaborateur dipendente dipendenti "
    "medewerker medewerkers worker"
)
_SURVEY = "survey surveys engagement pulse enps feedback umfrage befragung encuesta pesquisa enquete sondaggio clima barometer exit onboarding satisfaction review interview"
_OF_WORK = {
    "department": "department dept abteilung departamento departement reparto afdeling team unit division",
    "tenure": "tenure seniority betriebszugehorigkeit dienstjahre antiguedad anciennete anzianita dienstjaren hired hire joined onboarded eintritt eintrittsdatum",
    "manager": "manager supervisor vorgesetzter vorgesetzte fuhrungskraft jefe gerente responsable capo leidinggevende",
    "job": "job position jobtitle jobgrade grade stelle funktion puesto cargo poste ruolo functie",
    "site": "office site standort location oficina escritorio bureau ufficio kantoor",
    "engagement": "engagement enps workload wellbeing burnout worklife motivation payroll salary promotion",
}  # fmt: skip
_TELLING = {"tenure", "manager", "job", "engagement"}
_ABOVE = "manager supervisor vorgesetzter vorgesetzte fuhrungskraft jefe gerente responsable capo leidinggevende team lead boss"


def settle_employees(draft: Draft) -> None:
    """Mark a table of what employees say, and let its keys of employees identify who said it.

    By its name (a survey of employees) or a column that says so ("eNPS", a key of an employee beside a score), and else by several columns of
    working life (department, tenure, manager, job). A table with a key of customers is never one: there an employee is who served them.
    """
    why = _why(draft)
    if not why:
        return
    draft.of_employees = why
    for column in _nameless_keys(draft):
        draft.keys[column.name] = Key(
            column, Belongs.ACCOUNT, "employee", "employee_id", True, "the key of an employee"
        )
    if not speaks_of(tokens(draft.noun), _EMPLOYED):
        draft.noun = f"employee {draft.noun}"  # never the touchpoint of a survey of customers
    for name, key in draft.keys.items():
        if speaks_of(key.column.tokens, _ABOVE):
            draft.keys[name] = replace(key, belongs=Belongs.THING)
        elif speaks_of(key.column.tokens, _EMPLOYED):
            draft.keys[name] = replace(
                key, belongs=Belongs.ACCOUNT, noun="employee", kind="employee_id", why="the key of an employee"
            )
    if not any(key.belongs.is_person for key in draft.keys.values()):
        _identify_by_answer(draft)


def _why(draft: Draft) -> str:
    said = [
        column
        for column in draft.columns
        if column.name not in draft.keys and (is_score(column, draft.noun) or is_text(column, draft.noun))
    ]
    if not said or any(_is_of_customers(key) for key in draft.keys.values()):
        return ""
    named = tokens(draft.table.stem)
    if (speaks_of(named, _EMPLOYED) and speaks_of(named, _SURVEY)) or speaks_of(named, "enps"):
        return "its name speaks of a survey of employees"
    if any(speaks_of(column.tokens, "enps") or {"employee", "nps"} <= set(column.tokens) for column in draft.columns):
        return "it holds an eNPS, which employees give"
    found = {
        concept
        for concept, group in _OF_WORK.items()
        for column in draft.columns
        if speaks_of(column.tokens, group) and column not in said
    }
    keyed = any(speaks_of(key.column.tokens, _EMPLOYED) for key in draft.keys.values()) or bool(_nameless_keys(draft))
    if len(found & _TELLING) >= (1 if keyed else 2) and len(found) >= 2:
        return f"its columns speak of working life ({', '.join(sorted(found))})"
    return ""


def _nameless_keys(draft: Draft) -> list[Column]:
    """Columns that number employees without a word for "key"."""
    return [
        column
        for column in draft.columns
        if column.name not in draft.keys
        and speaks_of(column.tokens, f"{_EMPLOYED} matricule")
        and column.codes > 0.9
        and column.distinct >= max(2, 0.2 * column.filled)
    ]


def _is_of_customers(key: Key) -> bool:
    return (
        key.belongs in (Belongs.ACCOUNT, Belongs.CARD, Belongs.DEVICE)
        and not speaks_of(
            key.column.tokens,
            f"{_EMPLOYED} {_ABOVE} respondent participant teilnehmer encuestado person user submitter",
        )
    ) or speaks_of(key.column.tokens, "order ticket customer client kunde kunden cliente klant booking")


def _identify_by_answer(draft: Draft) -> None:
    """Where nobody is named each answer is somebody's: an anonymous survey."""
    for name, key in draft.keys.items():
        if (
            key.column.is_unique
            and key.belongs in (Belongs.CASE, Belongs.UNKNOWN)
            and speaks_of(key.column.tokens, words.KEY)
        ):
            why = "anonymous: each answer is somebody's own"
            draft.keys[name] = replace(
                key, belongs=Belongs.ACCOUNT, noun="employee", kind="employee_answer", named=True, why=why
            )
            return
