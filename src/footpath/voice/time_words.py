"""The words around a length of time that tell a promise from a wait, and both from ages, prices and warranties; in seven languages."""

MINUTE, HOUR, DAY, WEEK, MONTH = 60.0, 3_600.0, 86_400.0, 604_800.0, 2_592_000.0
UNITS = {
    MINUTE: "minutes? mins? minuten minutos? minuti minuto minuut",
    HOUR: "hours? hrs? stunden? std heures? horas? ora ore uur uren hs h",
    DAY: "days? tage? tagen jours? d[ií]as? giorn[oi] dag dagen",
    WEEK: "weeks? wks? wochen? semaines? semanas? settiman[ae] weken",
    MONTH: "months? monate? monaten mois mes meses mês mes[ei] maand maanden",
}  # fmt: skip
WORKING_BEFORE = r"(?:business|working|work|weekdays?|werk|jours\s+ouvr)"
WORKING_AFTER = r"(?:ouvr[ée]e?s|ouvrables|h[aá]biles|laborables|laborais|[uú]teis|[uú]til|lavorativi)"
NUMBERS = {
    0.5: "half|halbe|halben|demi|demie|media|meia|mezz'|mezza|half",
    1: "a|an|one|ein|eine|einem|einen|einer|un|une|uno|una|um|uma|een|één",
    1.5: "anderthalb|anderthalbe|eineinhalb",
    2: "two|zwei|deux|dos|dois|duas|due|twee|a couple of|couple of|un par de|ein paar",
    3: "three|drei|trois|tres|três|tre|drie",
    4: "four|vier|quatre|cuatro|quatro|quattro",
    5: "five|fünf|cinq|cinco|cinque|vijf",
    6: "six|sechs|seis|sei|zes",
    7: "seven|sieben|sept|siete|sete|sette|zeven",
    8: "eight|acht|huit|ocho|oito|otto",
    9: "nine|neun|neuf|nueve|nove|negen",
    10: "ten|zehn|dix|diez|dez|dieci|tien",
    12: "twelve|zwölf|douze|doce|doze|dodici|twaalf",
    14: "fourteen|vierzehn|quatorze|catorce|quattordici|veertien",
    15: "fifteen|fünfzehn|quinze|quince|quindici|vijftien",
    20: "twenty|zwanzig|vingt|veinte|vinte|venti|twintig",
    24: "twenty[- ]four|vierundzwanzig|vingt[- ]quatre|veinticuatro|vinte e quatro|ventiquattro",
    30: "thirty|dreißig|trente|treinta|trinta|trenta|dertig",
    40: "forty|vierzig|quarante|cuarenta|quarenta|quaranta|veertig",
    45: "forty[- ]five|fünfundvierzig|quarante-cinq",
    48: "forty[- ]eight|achtundvierzig|quarante-huit|quarenta e oito",
    60: "sixty|sechzig|soixante|sesenta|sessenta|sessanta",
}  # fmt: skip
BETWEEN = r"\s*(?:-|–|—|/|to|or|and|bis|oder|und|à|a|ou|et|o|e|y|tot|of|en)\s*"

# Somebody gave their word, or says what is due.
PROMISE = (
    r"promis\w*|guarant\w*|supposed to|meant to|should(?:n't)?|shall|ought to|would(?:n't)?|will|'ll|estimat\w*|expect\w*|was told|were told|(?:been|being) told|told (?:me|us|it)|they (?:said|say|told|claim\w*)|"
    r"(?:website|site|page|agent|he|she|email|app|tracking|it) (?:said|says|stated|states|claims|claimed)|said it|saying|advertis\w*|quoted|assured|commit\w*|\beta\b|delivery (?:time|window|date)|turnaround|deadline|"
    r"within the|due (?:in|within)|takes? up to|can take|could take|may take|allow (?:up to)?|ready in|hoping|hoped|"
    r"versproch\w*|versprech\w*|zugesagt\w*|zugesichert|zusage|garantier\w*|sollten?|soll\b|angekündigt\w*|angegeben\w*|lieferzeit|lieferfrist|voraussichtlich|erwart\w*|hieß es|wurde\w* gesagt|gesagt|werden|würden?\b|wird\b|angeblich|laut|"
    r"promet\w*|promis\w*|garanti\w*|devait|devaient|devrait|devraient|doit\b|prévu\w*|annonc\w*|annonçait|délai|estim\w*|m'a dit|on m'avait dit|nous a dit|dit que|sera\b|serait|attendu\w*|était censé\w*|censée?s?|"
    r"promet\w*|prometi\w*|garantiz\w*|debía\w*|debería\w*|debe\b|tenía que|iba a|prevista?o?\w*|anuncia\w*|plazo (?:de|era|es|indicado|previsto)|estimad\w*|me dijeron|dijeron|decía|dice\b|esperaba|llegaría|será|tardaría|supuestamente|"
    r"promet\w*|garanti\w*|deveria\w*|devia\w*|deve\b|era para|previst\w*|previsão|prazo (?:de|era|é|dado|informado|prometido|estimado)|estimad\w*|disseram|falaram|informaram|dizia|diz\b|esperava|chegaria|seria|será|"
    r"promess\w*|promett\w*|garant\w*|doveva\w*|dovrebbe\w*|avrebbe\w* dovuto|previst\w*|annunciat\w*|stimat\w*|hanno detto|mi avevano detto|diceva\w*|sarebbe|sarà|aspettavo|tempi di consegna|"
    r"beloofd\w*|belooft|gegarandeerd|zou(?:den)?\b|moest(?:en)?\b|verwacht\w*|geschat\w*|levertijd|gezegd|zullen|zal\b|volgens"
)
# Somebody waits, or waited.
WAIT = (
    r"wait\w*|took|taken|taking|delay\w*|still (?:no|not|nothing|waiting|haven't|hasn't|havent|hasnt|don't|pending|missing)|still\b|on hold|in (?:the |a )?queue|no (?:reply|answer|response|sign|word|update|news)|nothing (?:yet|so far|has)|and nothing|no solution|unresolved|haven't (?:received|heard|got)|"
    r"hasn't (?:arrived|come|been)|(?:not|never) (?:arrived|received|heard)|so far|overdue|"
    r"gewartet|warte\w*|wartezeit|gedauert|dauert\w*|dauer\b|gebraucht|brauchte\w*|immer noch|noch immer|bis heute|verspät\w*|warteschleife|noch (?:nicht|nichts|kein\w*)|keine antwort|und nichts|ohne lösung|"
    r"attend\w*|attente|a mis|ont mis|mis \w+|a pris|toujours (?:pas|rien|en attente|aucun\w*)|toujours\b|retard\w*|aucune (?:réponse|nouvelle)|pas encore|et rien|sans solution|fallu|"
    r"esper(?:é|ando|ar|amos|o|a|ado)\b|tard(?:ó|aron|ado|ando|é|an|a)\b|demor\w*|todavía|aún|sigo|seguimos|llevo|llevamos|llevan|sin (?:respuesta|noticias|solución)|y nada|bast(?:ó|aron)|en espera|"
    r"esper(?:ei|ando|ar|amos|o|ado|ou)\b|demor\w*|levou|levaram|levam\b|ainda|até (?:hoje|agora)|sem (?:resposta|retorno|receber|solu\w+)|e nada|bast(?:ou|aram)|atras\w*|na fila|aguard\w*|"
    r"aspett(?:ato|are|iamo|ando|o)\b|attes[ao]\b|attend(?:o|ere|iamo)\b|impiegat\w*|ci (?:ha|hanno|sono) (?:messo|volut\w+)|ci vogliono|voluti|ancora|da (?=\d|una|due|tre|quattro|più|oltre)|ritard\w*|nessuna (?:risposta|notizia)|in coda|e niente|"
    r"gewacht|wacht\w*|duurde|geduurd|nog (?:steeds|niet|geen)|al (?=\d|een|twee|drie)|vertrag\w*|pas na|geen (?:antwoord|reactie)|en niets"
)
# Time has passed: a wait where something of a service is spoken of.
PASSING = r"ago|later|already|since|seit|später|bereits|her|depuis|il y a|plus tard|desde|hace|después|faz|há|depois|após|já|fa|dopo|sinds|geleden"
# Something of a service came about, or was to.
SERVICE = (
    r"arriv\w*|deliver\w*|receiv\w*|repl(?:y|ied|ies)|answer\w*|respon[ds]\w*|refund\w*|ship\w*|parcel\w*|package\w*|order\w*|resol\w*|fixed|solved|(?:came|come|got|turned up|got here|here)\b|called (?:me )?back|hear back|heard back|support|hotline|dispatch\w*|processed|on the phone|line|appointment|technician|courier|money back|"
    r"angekommen|ankommen|ankunft|kam\b|geliefert|lieferung|liefern|zugestellt|zustellung|erhalten|bekommen|antwort\w*|geantwortet|rückerstatt\w*|erstattung|paket|bestell\w*|ware\b|sendung|geld zurück|gelöst|da\b|termin|techniker|rückruf|versand\w*|bearbeit\w*|hotline|"
    r"arriv\w*|livr\w*|reçu\w*|recev\w*|répon\w*|rembours\w*|colis|command\w*|expédi\w*|résolu\w*|rappel\w*|service client|téléphone|rendez-vous|"
    r"lleg\w*|entreg\w*|recib\w*|respond\w*|respuesta|contest\w*|reembols\w*|devol\w*|paquete|pedido|env[ií]\w*|resuelt\w*|resolv\w*|solucion\w*|teléfono|atendier\w*|atención|"
    r"cheg\w*|entreg\w*|receb\w*|respond\w*|resposta|reembols\w*|estorn\w*|encomend\w*|pedido|compr(?:ei|a)\b|envi\w*|veio|resolv\w*|atend\w*|telefone|"
    r"arriv\w*|consegn\w*|ricevut\w*|risp\w*|rimbors\w*|pacco|ordin\w*|sped\w*|risolt\w*|telefono|assistenza|"
    r"aangekomen|bezorg\w*|gelever\w*|levering|ontvang\w*|antwoord\w*|terugbetal\w*|pakket\w*|bestel\w*|verzonden|binnen|klantenservice|telefoon"
)
# A thing in use, a stay, an age: no wait for anybody.
USE = (
    r"\bus(?:e|ed|ing|age)\b|wear\w*|wore|worn|wash\w*|broke\w*|break\w*|stopped|fell apart|falling|battery|charge[ds]?|charging|died|shr[aiu]nk|faded|last(?:s|ed|ing)|works?\b|worked|warranty|trial|old\b|age[ds]?\b|return (?:window|policy|period)|to return|subscription|membership|contract|"
    r"trip|holiday|vacation|stay(?:ed|ing)?|nights?|flight|hike|cook\w*|bake|sleep|slept|workout|a week\b|a day\b|per (?:week|day|month)|every|each|times|daily|open\b|opening|product life|pregnan\w*|member for|customer (?:for|since)|been (?:a|with)|experience\b|course|course of|free (?:returns?|trial)|cancel (?:within|up to)|read(?:ing)? it|finished it|watch\w*|"
    r"benutz\w*|gebrauch\w*|nutz\w*|getragen|trag(?:e|en)\b|gewaschen|kaputt|akku|hält|gehalten|alt\b|jahre|garantiezeit|gewährleistung|widerruf\w*|rückgabe\w*|probe\w*|urlaub|reise|aufenthalt|übernacht\w*|geöffnet|täglich|pro (?:tag|woche|monat)|jede\w*|abo\b|vertrag\w*|"
    r"utilis\w*|port(?:é|ée|er)\b|lav\w*|cass\w*|batterie|autonomie|dur(?:e|é|ent)\b|ans\b|essai|rétractation|séjour|vacances|voyage|ouvert\w*|par (?:jour|semaine|mois)|chaque|tous les|abonnement|contrat|"
    r"us(?:o|é|ar|ado|ando|ada)\b|llevar puesto|lav\w*|rompi\w*|roto|batería|dura\b|duró|años|prueba|devolver|vacaciones|viaje|estancia|abierto|al día|por (?:día|semana|mes)|cada|todos los|suscripción|contrato|"
    r"us(?:o|ei|ar|ado|ando|ada)\b|quebr\w*|estrag\w*|bateria|dura\b|durou|anos|teste|devolver|férias|viagem|aberto|por (?:dia|semana|mês)|cada|todos os|assinatura|contrato|parcel\w*|garantia de|"
    r"us(?:ato|are|o)\b|indoss\w*|lavat\w*|rott\w*|batteria|dura\b|durat\w*|anni|prova|recesso|vacanz\w*|viaggio|soggiorno|apert\w*|al giorno|a settimana|ogni|tutti i|abbonamento|contratto|"
    r"gebruik\w*|gedragen|gewassen|kapot|accu|batterij|jaar|proef\w*|retour(?:termijn|neren|recht)|vakantie|reis\b|verblijf|open\b|per (?:dag|week|maand)|elke|iedere|abonnement|contract"
)
# What stands right before a length of time that passed, or right behind it.
PASSED_BEFORE = r"(?:after|waited|waiting|took|taken|for|since|already|nach|erst nach|seit|seid|gewartet|dauerte|gedauert|brauchte|après|attendu|attends|depuis|mis|pris|il y a|pendant|durant|después de|tras|esper[éo]|esperado|esperando|tard[óo]|tardaron|tardado|demor[óo]u?|hace|llevo|llevamos|durante|após|depois de|esperei|levou|demorei|há|faz|por|mais de|dopo|aspettato|aspetto|impiegato|messo|voluti|da|per|na|sinds|gewacht|duurde|al|pas na)"
FILLED = r"(?:\W+(?:about|around|over|more than|nearly|almost|only|just|another|like|roughly|at least|full|the|first|etwa|circa|ca|über|mehr als|fast|nur|gut|rund|mindestens|environ|plus de|presque|seulement|moins de|más de|casi|solo|sólo|unos|unas|cerca de|mais de|quase|apenas|só|uns|umas|più di|oltre|quasi|circa|solo|ruim|meer dan|bijna|ongeveer|slechts|maar))*\W*$"
PASSED_AFTER = r"\W*(?:later|ago|now|and (?:counting|still)|on hold|in (?:the |a )?queue|wait\b|of waiting|für|gewartet|später|wartezeit|lang|her\b|plus tard|d'attente|après|después|esperando|de espera|depois|de atraso na resposta|dopo|fa\b|di attesa|geleden|later|gewacht|wachttijd)\b"
WITHIN_BEFORE = r"(?:within|in at most|no more than|up to|at most|maximum|innerhalb von|innerhalb|binnen|in höchstens|maximal|bis zu|sous|dans les|au plus|jusqu'à|dentro de|como máximo|hasta|em até|até|no máximo|dentro di|entro|al massimo|fino a)"
LATE_AFTER = r"\W*(?:(?:too |very )?late\b|overdue|behind schedule|delay(?:ed)?\b|past (?:the|its|due)|after the (?:deadline|promised|due|estimated)|zu spät|verspätet|verspätung|de retard|en retard|après la date|de retraso|tarde\b|de atraso|atrasad[oa]|depois do prazo|após o prazo|do prazo|di ritardo|in ritardo|te laat|vertraging)"
LATE_BEFORE = r"(?:late by|delayed by|delay of|verspätung von|verspätete sich um|retard de|retraso de|atraso de|atrasou|atrasaram|ritardo di|vertraging van)\W*$"
EARLY_AFTER = r"\W*(?:early\b|earlier\b|ahead\b|before (?:the|it was|its|expected|schedule|promised|due)|sooner|zu früh|früher|vor (?:dem|der)|en avance|avant (?:la|le)|plus tôt|antes\b|adelantad\w*|antecipad\w*|de anteced[eê]ncia|in anticipo|prima (?:del|della|di)|te vroeg|eerder|vroeger)"
EARLY_BEFORE = rf"(?:antecipação|anteced[eê]ncia|adelanto|avance|anticipo|early by|ahead by)\s*(?:of|de|di)?{FILLED}"
# What makes a length of time an age, a rate, a term or the clock.
NEVER_AFTER = (
    r"\W*(?:years?|pregnant|old\b|of age|warranty|guarantee\b|trial|(?:free )?returns?\b|return (?:window|policy|period)|battery|supply|stay\b|trip|tour|cruise|holiday|vacation|hike|flight|drive\b|walk\b|course|pass\b|subscription|plan\b|contract|membership|"
    r"a (?:day|week|month|year)\b|per (?:day|week|month|year)|each (?:day|week)|every (?:day|week)|times|of (?:use|usage|wear|wearing|battery|sleep|music|work\b|experience|daily)|alt\b|jahre|garantie\b|gewährleistung|rückgaberecht|widerrufsrecht|probe\w*|pro (?:tag|woche|monat)|am tag\b|in der woche|"
    r"ans\b|de garantie|d'essai|par (?:jour|semaine|mois)|d'autonomie|d'utilisation|d'usage|de garantía|de garantia|de prueba|al (?:día|mes)|por (?:día|semana|mes|dia|mês)|de us[oe]\b|de trabalho|de trabajo|de travail|di lavoro|de batería|de bateria|de autonom[ií]a|di garanzia|di prova|al (?:giorno|mese)|a settimana|di us[oe]|di utilizzo|di autonomia|"
    r"garantie\b|per (?:dag|week|maand)|bedenktijd|gebruik|[/]\s*7)"
)
NEVER_BEFORE = (
    r"(?:aged?|every|each|us(?:ed|ing) (?:it|this|them)? ?(?:for|every)?|(?:worn|wore|wearing|owned|had|have) (?:it|this|them|these)? ?(?:for)?|last(?:s|ed)?|lasting|warranty of|open(?: for)?|stayed(?: for)?|on sale for|\$|€|£|"
    r"alle|jede\w*|hält|garantie von|im alter von|tous les|toutes les|chaque|garantie de|âgé de|cada|todos los|garantía de|todos os|garantia de|dura|duró|durou|ogni|garanzia di|elke|garantie van)\W*(?:about |over |only |for |up to |pour |por |per |nur |über |plus de |más de |mais de |más |mais )?\W*$"
)
CLOCK_BEFORE = r"(?:\bat|\bàs|\bà|\ba las|\balle|\bum|\bom|\bbis|\bvon|\bfrom|\buntil|\bby|\bdas|\bdalle)\W*$"
BREAKS = r"[.!?;\n…]+|,|\s[-–—]\s|\b(?:but|yet|and (?:it's|it has|now)|however|although|though|while|instead|aber|jedoch|sondern|obwohl|mais|cependant|pourtant|pero|sino|aunque|y ya|e já|e o prazo|y el plazo|et le délai|und die lieferzeit|and the (?:estimate|promise|website)|mas|porém|ma|però|invece|maar)\b"
