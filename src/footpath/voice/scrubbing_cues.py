"""Words after which, or before which, somebody is named; in English, German, French, Spanish, Portuguese, Italian, Dutch and Polish."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """mr mrs ms miss mister sir madam dr prof professor herr herrn frau monsieur madame mademoiselle mme mlle m. sr sra srta señor señora señorita don doña
    senhor senhora dona signor signora signorina sig dott dottor dottoressa avv meneer mevrouw dhr mevr mw pan pani panem panią pana panu państwo"""
)
GREETINGS = _words(
    """dear hi hello hey morning afternoon evening hallo liebe lieber geehrte geehrter tag morgen abend moin servus olá oi caro cara prezado prezada dia
    tarde noite hola días tardes noches estimado estimada querido querida bonjour bonsoir salut cher chère ciao buongiorno buonasera gentile
    geachte goedemorgen goedemiddag goedenavond dag cześć witam drogi droga szanowny szanowna"""
)
THANKS = _words(
    """thanks thank danke dank obrigado obrigada gracias merci grazie bedankt dankjewel dziękuję dzięki valeu cheers"""
)
SIGNATURES = _words(
    """regards sincerely yours wishes cheers thanks grüßen grüße gruß gruss grüssen mfg lg vg danke atenciosamente att obrigado obrigada abraço abraços
    cumprimentos grato grata saludos saludo atentamente gracias cordialement merci salutations saluti grazie distinti groet groeten groetjes bedankt
    pozdrawiam pozdrowienia poważaniem dziękuję love xoxo best"""
)
# What ends an introduction, by the word before it
INTRODUCED = {
    "is": _words("name naam"),
    "ist": _words("name nachname vorname"),
    "é": _words("nome"),
    "è": _words("nome"),
    "es": _words("nombre"),
    "est": _words("nom prénom"),
    "llamo": _words("me"),
    "chamo": _words("me"),
    "chiamo": _words("mi"),
    "heet": _words("ik"),
    "heiße": _words("ich"),
    "heisse": _words("ich"),
    "się": _words("nazywam"),
    "imię": _words("na"),
}
EVERYWHERE = _words("me mi ich ik na a un une um uma una nos ha hanno i je yo eu was for")  # words that most texts have
MINE = _words("my mein mon mi meu mijn mio il moje me ich ik nazywam na o")
INTRODUCED_ALONE = _words("m'appelle m’appelle chamo-me name's")
# "I am", where two names or more follow
I_AM = {
    "am": _words("i"),
    "bin": _words("ich"),
    "suis": _words("je"),
    "ben": _words("ik"),
    "soy": _words("yo"),
    "sou": _words("eu"),
    "a": _words("sou"),
    "o": _words("sou"),
}
I_AM_ALONE = _words("soy sou sono jestem")
HERE = _words("here hier ici aquí aqui tutaj tu")
WAS_CALLED = _words(
    "hieß hiess heißt heisst s'appelle s'appelait llamaba llama chamava chamava-se chiamava heette heet nazywał nazywała"
)
CALLED = _words(
    """named namens nommé nommée nommés llamado llamada chamado chamada chiamato chiamata ene zekere genaamd imieniem nazwisko nazwiskiem"""
)
# "belongs to", "in the name of": the last word by what stands up to two words before it
TOLD_TO = {
    "certain": _words("a un"),
    "certaine": _words("une"),
    "tal": _words("un una um uma"),
    "certo": _words("un um"),
    "certa": _words("una uma"),
    "atendió": _words("me nos"),
    "ayudó": _words("me nos"),
    "ajudou": _words("me nos"),
    "atendeu": _words("me nos"),
    "risposto": _words("ha hanno"),
    "aiutato": _words("ha hanno"),
    "pela": _words("atendida atendido ajudada ajudado"),
    "pelo": _words("atendida atendido ajudada ajudado"),
    "por": _words("atendida atendido ayudada ayudado pregunten pregunté preguntar perguntei pergunte"),
    "da": _words("servito servita assistito assistita seguito seguita"),
    "door": _words("geholpen bediend"),
    "von": _words("beraten bedient betreut"),
    "par": _words("aidé aidée servi servie accueilli accueillie conseillé conseillée reçu reçue"),
    "przez": _words("obsłużona obsłużony"),
    "ao": _words("parabéns obrigado obrigada elogio"),
    "voor": _words("complimenten compliment lof dank"),
    "aan": _words("dank complimenten"),
    "dla": _words("brawa brawo podziękowania ukłony"),
    "para": _words("diez parabéns elogio"),
    "pour": _words("bravo merci"),
    "for": _words("kudos praise ask asked asking"),
    "nach": _words("fragen fragt gefragt fragte"),
    "naar": _words("vraag vragen gevraagd"),
    "di": _words("chiedete chiedere chiesto"),
    "für": _words("lob danke"),
    "alla": _words("complimenti grazie"),
    "al": _words("complimenti gracias felicidades"),
    "called": _words("lady man woman guy girl someone somebody person agent employee gentleman colleague was"),
    "to": _words(
        "shout shoutout kudos thanks props hats spoke talked spoken belongs speaking talking registered addressed"
    ),
    "with": _words("spoke talked chatted dealt spoken"),
    "by": _words("helped served signed answered handled"),
    "of": _words("name behalf"),
    "an": _words("rechnung lob dank kompliment"),
    "auf": _words("namen"),
    "de": _words("nom nombre nome"),
    "com": _words("falei conversei"),
    "con": _words("hablé hablado parlato parlai"),
    "avec": _words("parlé discuté échangé"),
    "à": _words("parlé bravo merci félicitations parabéns obrigado obrigada"),
    "a": _words("intestata intestato bravo complimenti grazie gracias felicidades enhorabuena"),
    "van": _words("naam"),
    "z": _words("rozmawiałam rozmawiałem rozmawiać"),
}
TOLD_BEFORE = {  # "mit … gesprochen"
    "mit": _words("gesprochen telefoniert geschrieben gechattet"),
    "met": _words("gesproken gebeld gechat"),
}
PEOPLE = _words(
    """technician plumber cashier receptionist techniker technikerin kassiererin fahrer fahrerin zusteller technicien technicienne chauffeur livreur
    livreuse técnica repartidor repartidora tecnico tecnica corriere cassiera monteur bezorger kassière technik kasjerka
    husband wife partner son daughter brother sister mother father mum mom dad neighbour neighbor boyfriend girlfriend friend colleague agent advisor
    adviser employee representative rep driver manager assistant
    nachbar nachbarin mann sohn tochter bruder schwester mutter vater freund freundin kollege kollegin kollegen mitarbeiter mitarbeiterin berater beraterin
    mari femme fils fille frère sœur mère père voisin voisine ami amie collègue conseiller conseillère vendeur vendeuse compagnon
    marido esposa esposo mujer hijo hija hermano hermana madre padre vecino vecina amigo amiga compañero compañera agente asesor asesora
    mãe pai filho filha irmão irmã vizinho vizinha colega atendente vendedor vendedora gerente entregador técnico
    marito moglie figlio figlia fratello sorella vicino vicina amico amica collega operatore operatrice commesso commessa
    zoon dochter broer zus moeder vader buurman buurvrouw vriend vriendin medewerker medewerkster
    boss supervisor nurse cousin uncle aunt grandma grandpa grandmother grandfather nephew niece
    chef chefin vorgesetzter vorgesetzte cousine onkel tante oma opa enkel enkelin neffe nichte
    patron patronne oncle neveu nièce jefe jefa tío tía abuela abuelo sobrino sobrina cuñado cuñada
    chefe tio tia avó avô sobrinho sobrinha cunhado cunhada zio zia nonna nonno nipote cugino cugina
    baas oom kleinzoon szef szefowa wujek ciocia babcia dziadek kuzyn kuzynka
    mąż męża mężowi żona żonę syn córka brat siostra matka ojciec sąsiad sąsiadka konsultant konsultantka kolega koleżanka kurier"""
)
# After two capitalised words: what only people are or do
PERSONAL = _words(
    """rude patient friendly polite impolite unfriendly kind hung shouted apologised apologized
    freundlich unfreundlich geduldig unhöflich höflich entschuldigte aufgelegt
    aimable patient patiente poli polie impoli raccroché amable paciente simpático simpática antipático colgó educado educada grosero
    atencioso atenciosa grosseiro grosseira desligou simpatico simpatica gentile paziente scortese maleducato riattaccato
    vriendelijk onvriendelijk geduldig onbeleefd miła miły cierpliwa cierpliwy uprzejma uprzejmy niemiła cierpliwością"""
)
MY_HUSBAND = _words("man vrouw")  # after "mijn"; in German "man" is anybody
ABBREVIATED = _words("mr mrs ms dr prof sr sra srta sig dott avv mme mlle dhr mevr mw m.")
GOOD = _words(
    "good guten gute bom boa buenos buenas buen goede goeden goedemorgen dzień sehr sehr"
)  # before a greeting
SIGNED_ANYWHERE = SIGNATURES - _words("love best cheers att grato grata xoxo")
PARTICLES = _words(
    "van von der den de da do dos das del della di la le lo los las el al bin ben ter ten zu zur y e du des vom af av"
)
# Capitalised, and nobody's name
NOT_NAMES = _words(
    """team sir madam sirs all customer customers support service services there everyone everybody friend friends folks guys store shop company centre
    center care desk staff department office online delivery order orders pay day price value shipping quality product line call chat mail app web
    damen herren kunde kundin kunden kundenservice kundendienst kundenbetreuung zusammen leute ihr sie ihnen euch dir firma filiale hotline
    pessoal todos equipe equipa loja lojas senhores senhoras cliente clientes amigos amigas gente galera atendimento suporte empresa
    equipo tienda señores atención ventas messieurs mesdames monsieur madame tous toutes client clients équipe boutique magasin
    tutti tutte clienti servizio assistenza negozio squadra allemaal iedereen klantenservice klant heer mevrouw team winkel
    wszystkim wszyscy państwo państwu panie panowie obsługa biuro sklep klienta klientów
    the this that it they we you my i but and not no very so if when where what why how please just is was are have
    das die der den dem des ein eine es ich wir mein meine ist war hat wenn wann wo was warum wie bitte aber und nicht kein keine sehr auch da so nur
    le la les il elle je j'ai nous vous un une mon ma est et mais pas très c'est quand où pourquoi comment
    o a os as eu ele ela um uma meu minha é e mas não muito quando onde por para com deus
    el los las yo un una mi es y pero no muy cuándo dónde por qué
    il lo gli io un mio mia è e ma non molto quando dove perché
    de het een ik wij mijn is en maar niet heel erg wanneer waar waarom
    to jest nie i ale bardzo kiedy gdzie dlaczego moje mój moja
    on in at wrong missing spelled spelt incorrect misspelled falsch errado mal
    amazon google apple ebay ikea paypal dhl ups fedex samsung microsoft netflix uber facebook whatsapp zalando allegro
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
    january february march april may june july august september october november december januar februar märz mai juni juli oktober dezember"""
)
PLACES_OF_SAINTS = _words("são sao san santa santo saint sainte st sankt sint")
# Companies, products and figures that are called like a person
KNOWN_TO_ALL = frozenset(
    line.strip()
    for line in """albert heijn
    anne frank
    ben jerry's
    abu dhabi
    belo horizonte
    buenos aires
    cape town
    costa rica
    hong kong
    kuala lumpur
    las vegas
    los angeles
    mar plata
    new delhi
    new jersey
    new orleans
    new york
    porto alegre
    puerto rico
    rio grande
    sri lanka
    tel aviv
    levi's
    mercedes benz
    betty barclay
    betty crocker
    calvin klein
    carl zeiss
    carolina herrera
    charlie brown
    christian dior
    christian louboutin
    donald duck
    elizabeth arden
    estée lauder
    franz ferdinand
    gerry weber
    giorgio armani
    harry potter
    helena rubinstein
    henry moore
    hugo boss
    jack daniel's
    jack jones
    jack wolfskin
    jean paul gaultier
    jimmy choo
    john deere
    john lewis
    johnnie walker
    karl lagerfeld
    kate spade
    lara croft
    leroy merlin
    louis vuitton
    marc jacobs
    marco polo
    mario kart
    martin luther
    mary kay
    massimo dutti
    michael kors
    mickey mouse
    miss dior
    paco rabanne
    paul smith
    peter pan
    philip morris
    pierre cardin
    ralph lauren
    samuel adams
    sara lee
    stella artois
    stella mccartney
    ted baker
    tom ford
    tom tailor
    tommy hilfiger
    tommy jeans
    victoria's secret
    vivienne westwood
    will smith
    yves rocher
    yves saint laurent""".splitlines()
)
