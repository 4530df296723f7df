"""What the help desk, the chat, the survey tool and the review platform export."""

from pathlib import Path
from random import Random

from footpath.simulate.clock import END
from footpath.simulate.exports.writing import (
    Written,
    day_first,
    iso_local,
    iso_utc,
    spaced,
    write_csv,
    write_json_lines,
)
from footpath.simulate.ledger import Chat, Ledger, SurveyAnswer, Ticket
from footpath.simulate.texts import Occasion, Writer

_COMMENT_RATE = {"nps": 0.5, "csat": 0.42, "ces": 0.5}
_REVIEW_TEXT_RATE = 0.92
_BOT_LINES = (
    "Hi, I am Nora, your digital assistant.",
    "I can help with orders, deliveries and returns.",
    "Let me look into that.",
    "Did that answer your question?",
)
_LOOP_LINES = ("I am transferring you to a colleague.", "All colleagues are busy. What is your question about?")
_AGENT_LINES = ("Hello, this is the service team. I am reading what you wrote.", "I have taken care of it.")


def write_tickets(directory: Path, ledger: Ledger, rng: Random, writer: Writer) -> Written:
    """The help desk: who knows an address of mail, what was written, when it was answered and solved."""
    times = ("created_at", "first_reply_at", "solved_at")
    columns = (
        *("ticket_id", "requester_email", "subject", "description", "topic", "priority", "status"),
        *times,
        "satisfaction_score",
    )
    tickets = sorted(ledger.tickets, key=lambda ticket: ticket.created)
    rows = [_ticket_row(number, ticket, rng, writer) for number, ticket in enumerate(tickets, 48_211)]
    return write_csv(directory / "support_tickets.csv", columns, rows, rng, times=times, texts=len(rows))


def _ticket_row(number: int, ticket: Ticket, rng: Random, writer: Writer) -> list[str]:
    occasion = Occasion(ticket.person, ticket.theme, ticket.about)
    subject, description = writer.ticket(occasion)
    solved = bool(ticket.solved and ticket.solved < END)
    return [
        str(number),
        ticket.person.email.title() if rng.random() < 0.02 else ticket.person.email,
        subject,
        description,
        ticket.topic,
        rng.choice(("normal", "normal", "low", "high")),
        "solved" if solved else "open" if ticket.replied else "withdrawn",
        iso_local(ticket.created),
        iso_local(ticket.replied),
        iso_local(ticket.solved),
        str(ticket.score) if ticket.score and solved else "",
    ]


def write_chats(directory: Path, ledger: Ledger, rng: Random, writer: Writer) -> Written:
    """Chats with every turn; who gave no address is known by the cookie."""
    chats = sorted(ledger.chats, key=lambda chat: chat.started)
    rows = [_chat_row(number, chat, rng, writer) for number, chat in enumerate(chats, 9_001)]
    return write_json_lines(directory / "chat_transcripts.jsonl", rows, rng, texts=len(rows))


def _chat_row(number: int, chat: Chat, rng: Random, writer: Writer) -> dict[str, object]:
    ended = chat.ended if chat.ended and chat.ended < END else None
    turns = _turns(chat, rng, writer)
    return {
        "chat_id": f"chat-{number}",
        "visitor_id": chat.cookie,
        "email": chat.person.email if chat.person.email and rng.random() < 0.7 else None,
        "started_at": iso_utc(chat.started),
        "handed_over_at": iso_utc(chat.handed_over) if chat.handed_over else None,
        "ended_at": iso_utc(ended) if ended else None,
        "rating": chat.score if ended else None,
        "message": turns[1]["text"],
        "turns": turns,
    }


def _turns(chat: Chat, rng: Random, writer: Writer) -> list[dict[str, str]]:
    """The robot greets, the visitor says what it is about; a loop is the robot's promise and the visitor's anger, in turn."""
    said = [("bot", _BOT_LINES[0]), ("visitor", writer.comment(Occasion(chat.person, chat.theme, chat.about)))]
    said.append(("bot", rng.choice(_BOT_LINES[1:])))
    for loop in range(chat.loops):
        said.append(("bot", _LOOP_LINES[loop % 2]))
        said.append(("visitor", writer.comment(Occasion(chat.person, "chatbot"))))
    if chat.handed_over and chat.ended:
        said += [("agent", line) for line in _AGENT_LINES]
    return [{"from": who, "text": text} for who, text in said]


def write_reviews(directory: Path, ledger: Ledger, rng: Random, writer: Writer) -> Written:
    """The review platform knows the order and nothing of the customer."""
    columns = ("review_id", "order_number", "sku", "stars", "review_text", "published")
    reviews = sorted(ledger.reviews, key=lambda review: review.written)
    rows, texts = [], 0
    for number, review in enumerate(reviews, 70_001):
        text = ""
        if rng.random() < _REVIEW_TEXT_RATE:
            text = writer.comment(Occasion(review.order.person, review.theme, review.order, review.product))
            texts += 1
        stamp = spaced(review.written)
        rows.append([f"R{number}", review.order.number, review.product.sku, str(review.stars), text, stamp])
    path = directory / "reviews.csv"
    return write_csv(path, columns, rows, rng, times=("published",), encoding="utf-8-sig", texts=texts)


def write_surveys(directory: Path, ledger: Ledger, rng: Random, writer: Writer) -> list[Written]:
    """Three surveys, three files: two with those who did not answer, one with answers only; one in an old encoding."""
    kinds: dict[str, list[SurveyAnswer]] = {"nps": [], "csat": [], "ces": []}
    for answer in sorted(ledger.surveys, key=lambda survey: (survey.sent, survey.person.number)):
        kinds[answer.kind].append(answer)
    return [
        _write_nps(directory / "survey_nps.csv", kinds["nps"], rng, writer),
        _write_csat(directory / "survey_csat.csv", kinds["csat"], rng, writer),
        _write_ces(directory / "survey_ces.csv", kinds["ces"], rng, writer),
    ]


def _comment(survey: SurveyAnswer, rng: Random, writer: Writer) -> str:
    if survey.score is None or rng.random() >= _COMMENT_RATE[survey.kind]:
        return ""
    return writer.comment(Occasion(survey.person, survey.theme))


def _score(survey: SurveyAnswer) -> str:
    return "" if survey.score is None else str(survey.score)


def _write_nps(path: Path, surveys: list[SurveyAnswer], rng: Random, writer: Writer) -> Written:
    columns = ("Response ID", "E-mail", "Sent", "Answered", "How likely are you to recommend us? (0-10)", "Comment")
    rows = [
        [
            f"N{number}",
            survey.person.email,
            day_first(survey.sent),
            day_first(survey.answered),
            _score(survey),
            _comment(survey, rng, writer),
        ]
        for number, survey in enumerate(surveys, 1)
    ]
    texts = sum(bool(row[5]) for row in rows)
    times = ("Sent", "Answered")
    return write_csv(path, columns, rows, rng, times=times, delimiter=";", encoding="cp1252", texts=texts)


def _write_csat(path: Path, surveys: list[SurveyAnswer], rng: Random, writer: Writer) -> Written:
    columns = ("response_id", "visitor_id", "email", "about", "answered_at", "csat", "comment")
    rows = [
        [
            f"S{number}",
            survey.cookie,
            survey.person.email if not survey.cookie or rng.random() < 0.3 else "",
            survey.about,
            iso_utc(survey.answered or survey.sent),
            _score(survey),
            _comment(survey, rng, writer),
        ]
        for number, survey in enumerate(surveys, 1)
    ]
    return write_csv(path, columns, rows, rng, times=("answered_at",), texts=sum(bool(row[6]) for row in rows))


def _write_ces(path: Path, surveys: list[SurveyAnswer], rng: Random, writer: Writer) -> Written:
    columns = ("id", "customer_email", "about", "sent_at", "answered_at", "effort_score_1_to_7", "comment")
    rows = [
        [
            f"E{number}",
            survey.person.email,
            survey.about,
            iso_utc(survey.sent),
            iso_utc(survey.answered) if survey.answered else "",
            _score(survey),
            _comment(survey, rng, writer),
        ]
        for number, survey in enumerate(surveys, 1)
    ]
    texts = sum(bool(row[6]) for row in rows)
    return write_csv(path, columns, rows, rng, times=("sent_at", "answered_at"), texts=texts)
