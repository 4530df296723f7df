"""Asking for help: tickets that wait for a reply, chats with a robot that may hand over to a person."""

from typing import Final

from footpath.simulate.clock import DAY, END, HOUR, MINUTE, falls_on_weekend
from footpath.simulate.ledger import Chat, Order, Ticket
from footpath.simulate.life import Left, Life
from footpath.simulate.pains import CHATBOT, WEEKEND_REPLIES
from footpath.simulate.scores import GOOD, LOW, rate
from footpath.simulate.surveys import ask_effort

TOPICS: Final = {  # theme of the text → what the help desk files it under
    "late": "Delivery",
    "where_is_it": "Delivery",
    "damaged": "Product",
    "question": "Product",
    "invoice": "Account",
    "return_label": "Returns",
    "app_payment": "Payment",
    "slow_page": "Website",
    "shipping_costs": "Payment",
}
_HANDOVER_RATE: Final = 0.55
_RATED_RATE: Final = 0.55
_COMES_BACK_RATE: Final = 0.4


def ask_for_help(life: Life, theme: str, about: Order | None = None) -> None:
    """Write a ticket or open a chat, as they like it best.

    Raises:
        Left: the help made it worse.
    """
    life.wait(1 * HOUR + life.rng.random() * 12 * HOUR)
    if life.rng.random() < life.person.persona.chat_share:
        open_chat(life, theme, about)
    else:
        write_ticket(life, theme, about)


def write_ticket(life: Life, theme: str, about: Order | None = None) -> None:
    """A ticket, its first reply and its end."""
    rng = life.rng
    life.open_session()
    life.hit("contact")
    life.wait((1 + 3 * rng.random()) * MINUTE)
    if life.now >= END:
        return
    ticket = Ticket(life.person, TOPICS[theme], theme, life.now, None, None, None, about)
    life.ledger.tickets.append(ticket)
    weekend = falls_on_weekend(life.now) and life.meets(WEEKEND_REPLIES)
    if weekend and life.suffer(WEEKEND_REPLIES):
        raise Left
    wait = rng.lognormvariate(1.2, 0.5)  # hours, 3.3 in the middle
    ticket.replied = life.now + wait * HOUR * (WEEKEND_REPLIES.time_factor if weekend else 1)
    ticket.solved = ticket.replied + rng.lognormvariate(1.9, 0.6) * HOUR
    if rng.random() < _RATED_RATE:
        ticket.score = rate(rng, LOW if weekend else GOOD)
    life.now = ticket.solved
    ask_effort(life, "Support ticket")


def open_chat(life: Life, theme: str, about: Order | None = None) -> None:
    """A chat with the robot, which may hand over; where that goes in circles, many come back the next day."""
    rng = life.rng
    life.open_session()
    life.hit("contact")
    life.wait(MINUTE * (0.3 + rng.random()))
    if life.now >= END:
        return
    chat = Chat(life.person, life.cookie, theme, life.now, None, None, 0, None, about)
    life.ledger.chats.append(chat)
    life.wait((3 + 5 * rng.random()) * MINUTE)
    looped = False
    if rng.random() < _HANDOVER_RATE:
        chat.handed_over = life.now
        looped = life.meets(CHATBOT)
        chat.loops = rng.randint(2, 4) if looped else 0
        if looped and life.suffer(CHATBOT):
            raise Left
        life.wait((6 + 8 * rng.random()) * MINUTE * (CHATBOT.time_factor if looped else 1))
    chat.ended = life.now
    if rng.random() < _RATED_RATE:
        chat.score = rate(rng, LOW if looped else GOOD)
    if looped and rng.random() < _COMES_BACK_RATE:
        life.wait((0.2 + rng.random()) * DAY)
        open_chat(life, theme, about)
