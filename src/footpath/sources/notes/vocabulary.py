"""The words by which notes say who is who and what they are about, in several languages."""


def words_of(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


STAFF = words_of(
    "agent agente bot chatbot assistant assistent assistente asistente system operator operatore operador support service rep representative "
    "advisor adviser berater beraterin consultant conseiller conseillere asesor asesora atendente consulente interviewer interviewerin interviewers "
    "moderator moderatorin moderateur moderador moderatore facilitator researcher host staff employee mitarbeiter mitarbeiterin sales salesperson "
    "verkauf verkaufer seller vendor manager entrevistador entrevistadora intervieweur intervistatore enqueteur medewerker int mod q frage question "
    "helpdesk hotline team coach analyst csr csm admin us hr personalabteilung 客服 担当者 オペレーター"
)
CUSTOMER = words_of(
    "customer client cliente clienta clienti kunde kundin klant participant participante teilnehmer teilnehmerin respondent interviewee befragter "
    "befragte entrevistado entrevistada intervistato deelnemer user usuario utilisateur nutzer nutzerin gebruiker caller anrufer anruferin buyer "
    "guest gast patient patientin passenger visitor besucher proband probandin tester shopper member subscriber answer antwort p r 客户 顾客 お客様 顧客"
)
GENERIC = STAFF | CUSTOMER | words_of("speaker sprecher locuteur hablante falante parlante person voice unknown")
# Who says such things speaks for the company, or of their own purchase.
COMPANY_SAYS = (
    r"how (?:can|may) i (?:help|assist)|thank(?:s| you) for (?:calling|contacting|your (?:call|patience|time|order)|joining|coming)|let me (?:check|look|see what)|"
    r"i(?:'| a)m sorry (?:to hear|for the (?:inconvenience|delay))|we (?:can|could|will) (?:offer|send|refund|replace|arrange)|our (?:team|system|records|policy|warehouse|courier)|"
    r"your (?:order number|account|reference|e-?mail address|name please)|anything else i can|i(?:'ll| will| can) (?:forward|escalate|transfer|refund|arrange|check)|"
    r"wie (?:kann|darf) ich (?:ihnen )?(?:helfen|weiterhelfen)|vielen dank für (?:ihren|ihre|die)|ihre (?:bestellnummer|kundennummer|anfrage)|unser(?:e|er)? (?:team|system|lager)|"
    r"comment puis-je (?:vous )?aider|merci (?:de|d')(?:votre| nous)|votre (?:numéro|commande|compte)|nos? (?:équipe|système)|"
    r"en qué puedo ayudar|gracias por (?:llamar|contactar|su)|su (?:número de|pedido|cuenta)|nuestro (?:equipo|sistema)|"
    r"(?:como|em que) posso ajudar|obrigad[oa] por (?:ligar|entrar|aguardar)|seu (?:número de|pedido|cadastro)|noss[oa] (?:equipe|sistema)|"
    r"come posso aiutar|grazie per (?:aver|la)|il suo (?:ordine|numero)|waarmee kan ik|bedankt voor het"
)
CUSTOMER_SAYS = (
    r"\bmy (?:order|parcel|package|account|money|card|delivery|refund|subscription|bill|phone|booking)|\bi (?:ordered|bought|paid|want|need|waited|returned|received|never got|didn't get|cancelled|was charged)|"
    r"\bi(?:'ve| have) been (?:waiting|charged|trying)|\bmeine? (?:bestellung|paket|rechnung|konto|geld)|\bich (?:habe|hab|warte|wollte|möchte|brauche)\b|"
    r"\bma (?:commande|facture)|\bmon (?:colis|compte|argent)|\bj'(?:ai|attends)\b|\bje (?:veux|voudrais)|\bmi (?:pedido|cuenta|dinero|paquete)|\bhe (?:pedido|comprado|pagado)|"
    r"\b(?:compré|pedí|pagué|quiero)\b|\bmeu (?:pedido|dinheiro|produto)|\b(?:comprei|paguei|quero|recebi)\b|\bil mio (?:ordine|pacco)|\bho (?:ordinato|comprato|pagato)|\bmijn bestelling"
)
# Kinds of notes: the words of a file's name, its folder or its head that tell them.
GENRES = {
    "employee_interviews": "employee employees staff mitarbeiter mitarbeitende mitarbeitergesprach mitarbeiterinterview empleado empleados funcionario funcionarios medewerker dipendenti",
    "chats": "chat chats livechat whatsapp messenger webchat",
    "calls": "call calls callcenter phone telefon telefonat anruf anrufe llamada llamadas ligacao appel appels hotline chiamata",
    "interviews": "interview interviews focus focusgroup usertest usertests usability research gesprach entrevista entrevistas entretien entretiens intervista interviste session",
    "notes": "note notes notizen notas notities",
}  # fmt: skip
FEEDBACK_OF = {"chats": "chat", "employee_interviews": "employee"}
CHANNEL_OF = {"calls": "phone", "chats": "chat"}
DATE_KEYS = words_of("date datum fecha data recorded held when day time start started tag jour dia")
CONSENT_KEYS = words_of(
    "consent einwilligung einverstandnis consentement consentimiento consentimento consenso toestemming"
)
GENRE_KEYS = words_of(
    "type kind art channel kanal canal medium title titel titre titulo subject betreff thema topic project projekt"
)
KNOWN_KEYS = words_of(
    "location ort duration dauer language sprache notes note summary action actions attendees teilnehmende present author autor written file recording "
    "transcript version source quelle status age alter gender segment persona product produkt store filiale agenda goal ziel next steps email mail phone "
    "telefon tel id ref reference case ticket order nr number participants interviewer name"
)
EMPLOYED = words_of("employee staff mitarbeiter empleado funcionario colaborador medewerker dipendente employe")
NO = words_of(
    "no none nein non nao not refused declined withdrawn denied false 0 keine abgelehnt widerrufen verweigert refuse"
)
