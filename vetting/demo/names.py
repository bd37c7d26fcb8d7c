"""Invented names of the fictional municipality Nordköpstad; none belongs to a real body."""

DISTRICTS = (
    ("ALM", "Almvik"),
    ("BJO", "Björkhaga"),
    ("DAL", "Dalsberga"),
    ("EKH", "Ekhamra"),
    ("FOR", "Forsnäset"),
    ("GRA", "Granlida"),
    ("HAL", "Hallonbacken"),
    ("KLO", "Klockarängen"),
    ("LIN", "Lindvreten"),
    ("MOS", "Mossbydal"),
    ("SJO", "Sjötorpa"),
    ("TAL", "Tallåsen"),
    ("VRE", "Vretaslätt"),
)

GIVEN = (
    "Anna", "Karim", "Elin", "Johan", "Maryam", "Oskar", "Ingrid", "Tomas", "Leila", "Henrik", "Saga", "Mikael",
    "Fatima", "Nils", "Agnes", "Amir", "Lovisa", "Peter", "Yasmin", "Gustav", "Hedda", "Daniel", "Sofia", "Erik",
    "Noor", "Björn", "Klara", "Josef", "Maja", "Stefan",
)  # fmt: skip
FAMILY = (
    "Almgren", "Brovik", "Cederlund", "Dahlmark", "Ekstrand", "Fjällby", "Granqvist", "Hedlöf", "Isaksen", "Jarnvik",
    "Klintmo", "Lundahl", "Mossberg", "Norrvik", "Ortegård", "Palmvik", "Rosenhed", "Sandmark", "Tallberg", "Vretling",
)  # fmt: skip

# Patterns of association names: what kind of body, its type in the register, what it does, how it is called.
PATTERNS = (
    ("Idrottsförening", "Fotboll", "{place} IF"),
    ("Idrottsförening", "Friidrott", "{place}s Idrottsklubb"),
    ("Idrottsförening", "Innebandy", "{place} IBK"),
    ("Idrottsförening", "Simning", "Simklubben {animal}, {place}"),
    ("Idrottsförening", "Schack", "{place}s Schackklubb"),
    ("Idrottsförening", "Orientering", "OK {animal} {place}"),
    ("Kulturförening", "Teater", "Teaterföreningen {thing}"),
    ("Kulturförening", "Körsång", "{place}s Kammarkör"),
    ("Kulturförening", "Dans", "Folkdanslaget {thing}"),
    ("Kulturförening", "Film", "{place}s Filmstudio"),
    ("Kulturförening", "Musik", "Musikföreningen {thing} i {place}"),
    ("Kulturförening", "Konst", "{place}s Konstförening"),
    ("Kulturförening", "Litteratur", "Läsecirkeln {thing}"),
    ("Hembygdsförening", "Hembygd", "{place}s Hembygdsförening"),
    ("Barn- och ungdomsförening", "Friluftsliv", "{place}s Scoutkår {animal}"),
    ("Barn- och ungdomsförening", "Ungdomsgård", "Ungdomsföreningen {thing}"),
    ("Barn- och ungdomsförening", "Läxhjälp", "Läxhjälpen {place}"),
    ("Pensionärsförening", "Samvaro", "{place}s Seniorförening"),
    ("Pensionärsförening", "Samvaro", "Seniorerna {thing}"),
    ("Kvinnoförening", "Samvaro", "Kvinnoföreningen {thing}"),
    ("Funktionsrättsförening", "Stöd", "{place}s Hörselförening"),
    ("Miljöförening", "Odling", "Odlarna i {place}"),
    ("Miljöförening", "Natur", "Naturvännerna {animal}"),
    ("Språk- och kulturförening", "Språk", "Språkkaféet {thing} {place}"),
    ("Byalag", "Bygd", "{place}s Byalag"),
    ("Samfund", "Församling", "{place}s Fria Församling"),
)

PLACES = (
    "Almvik", "Björkhaga", "Dalsberga", "Ekhamra", "Forsnäset", "Granlida", "Hallonbacken", "Klockarängen",
    "Lindvreten", "Mossbydal", "Sjötorpa", "Tallåsen", "Vretaslätt", "Norrbyhed", "Söderlycka", "Östanfors",
    "Västerholma", "Kvarnsjö", "Rönnbacka", "Alsätra", "Åkerhaga", "Ängsvik", "Högmossa", "Lillsund", "Storbyn",
    "Kyrkviken", "Skogsberga", "Bruksvallby", "Hamnudden", "Strömlunda", "Getängen", "Enebyhed", "Furuvik by",
    "Hasselö", "Idekulla", "Julmyra", "Kalvnäs", "Löthagen", "Mellanby", "Nyckelvik",
)  # fmt: skip

THINGS = (
    "Lyktan", "Klangen", "Bron", "Kompassen", "Trädet", "Spegeln", "Lanternan", "Vågen", "Gryningen", "Mosaiken",
    "Tråden", "Stigen", "Hjulet", "Källan", "Fönstret", "Duvslaget", "Orgelpipan", "Kastanjen", "Lärkan", "Bänken",
    "Solrosen", "Väven", "Pendeln", "Ekot", "Nyckeln", "Verkstan", "Paletten", "Taktpinnen", "Kulissen", "Bladet",
    "Rosetten", "Torget", "Skeppet", "Kvarnen", "Ringen",
)  # fmt: skip

ANIMALS = (
    "Uttern", "Tranan", "Järven", "Svalan", "Bävern", "Haren", "Lodjuret", "Storspoven", "Igelkotten", "Ormvråken",
    "Vargen", "Ekorren", "Tärnan", "Laxen", "Älgen", "Räven", "Korpen", "Sälen", "Gäddan", "Hermelinen",
)  # fmt: skip

PURPOSES = (
    ("Öppna {activity}kvällar för barn och unga i {place} en gång i veckan under året.", "operating"),
    (
        "Kurser i {activity} för nybörjare i alla åldrar, med särskild inbjudan till nyinflyttade.",
        "operating",
    ),
    ("En höstfestival kring {activity} på torget i {place} tillsammans med biblioteket.", "project"),
    ("Löpande verksamhet: {activity}, medlemsmöten och fyra öppna hus under året.", "operating"),
    ("Sommarläger med {activity} för trettio barn, varav hälften får plats utan avgift.", "project"),
    ("Start av en ny grupp för {activity} riktad till personer över 65 år.", "start_up"),
)
