"""The words of association names: type words, their short forms, fillers, and Swedish places."""

# Ending as folded, and the one form it is brought to. Longest first: the first that fits is cut off.
HEADS: tuple[tuple[str, str], ...] = tuple(
    sorted(
        {
            "foreningen": "forening", "forening": "forening", "foreningar": "forening", "foren": "forening",
            "forn": "forening", "fgn": "forening", "forenin": "forening", "forenng": "forening",
            "forenigen": "forening", "forenig": "forening", "klubben": "klubb", "klubb": "klubb",
            "klubbar": "klubb", "klub": "klubb", "kl": "klubb", "club": "club", "clubb": "club",
            "sallskapet": "sallskap", "sallskap": "sallskap", "forbundet": "forbund", "forbund": "forbund",
            "distriktet": "distrikt", "distrikt": "distrikt", "forsamlingen": "forsamling",
            "forsamling": "forsamling", "kyrkan": "kyrka", "kyrka": "kyrka", "stiftelsen": "stiftelse",
            "stiftelse": "stiftelse", "samfundet": "samfund", "samfund": "samfund", "karen": "kar",
            "kar": "kar", "kretsen": "krets", "krets": "krets", "avdelningen": "avdelning",
            "avdelning": "avdelning", "avd": "avdelning", "lokalavdelning": "avdelning",
            "sektionen": "sektion", "sektion": "sektion", "organisationen": "organisation",
            "organisation": "organisation", "samfalligheten": "samfallighet", "samfallighet": "samfallighet",
            "samfallighetsforening": "samfallighet", "samfallighetsforeningen": "samfallighet",
        }.items(),
        key=lambda pair: -len(pair[0]),
    )
)  # fmt: skip

# Short forms of the type; ambiguous ones (SK, HF) stay the class they are.
_ABBREVIATIONS = """
    gis if ik is bk bi sk sf sim ss fk fc ff fi fbk fbc hf hk hc gf gk gif gik rf rk rc mk mc tk tc tsk lf lk
    kk kf kc pk ibf ibk ibs bmk btk bsk ifk aik bois bif bik gois iof ok oif oik sok skf skk ssk ssf sg
    fvo fvof vvo vf vk brf shf hsf uf ul df dk ds cf ck kfum pf pro spf rpg srf dhr fub hjf jk jvf jvk
    kfuk ksk lbk mf nf nbk of ps pbk rsk rya slk tf ufk wk ft ef
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())

# Words that carry nothing in a name.
_FILLERS = """
    i och o for av den det de pa vid till med the of and in at a an al ab ek hb kb ideell ideella
    aktiebolag aktiebolaget limited ltd inc corp corporation company co gmbh ag aktiengesellschaft llc plc
    jsc ojsc pjsc oao ooo zao srl sarl
"""
FILLERS = frozenset(_FILLERS.split())

# Written-out names of the big federations, brought to the short form everyone uses.
REPLACEMENTS = (
    (r"idrottsforeningen? kamraterna", "ifk"),
    (r"pensionarernas riksorganisation", "pro"),
    (r"sveriges pensionarsforbund", "spf"),
    (r"fiskevardsomrade(?:t)?(?:s)?(?: ?forening(?:en)?)?|fvof", "fvo"),
    (r"goif", "gif"),
    (r"gois", "gis"),
    (r"synskadades riksforbund", "srf"),
    (r"riksforbundet pensionargemenskap(?:en)?", "rpg"),
)

# Stems so common among associations that they tell little, whatever a small snapshot says.
_COMMON = """
    idrott kultur hembygd bygdegard pensionar svensk svenska sverige fotboll ungdom musik scout innebandy
    ishockey bordtennis tennis golf ridning rid skytte bandy gymnastik vag bostadsratt hyresgast villaagare
    fiske jakt byalag lokal sport skid sim kvinno kvinnor barn familj vanner vanforening studie riks handikapp
    brukshund badminton konst teater dans friluft frilufts motor segel bat region lan centrum international
    internationella insamling islamisk islamiska somalisk somaliska kurdisk kurdiska arabisk arabiska
"""
COMMON = frozenset(_COMMON.split())

# Legal forms are dropped as phrases only: a name may rightly contain the word alone.
PHRASES = (
    r"ideell(?:a)? foren(?:ing|ingen)?",
    r"ek(?:onomisk)? foren(?:ing|ingen)?",
    r"id foren(?:ing)?",
    r"(?:open |public )?joint stock(?= compan)",
)

# Municipalities, provinces and a few districts, folded; a snapshot adds its own seats.
_PLACES = """
    ale falu alingsas almhult alvdalen alvesta alvkarleby alvsbyn amal aneby ange angelholm angered
    angermanland arboga are arjang arjeplog arvidsjaur arvika asele askersund astorp atvidaberg avesta
    bastad bengtsfors berg bjurholm bjuv blekinge boden bohuslan bollebygd bollnas boras borgholm borlange
    botkyrka boxholm bracke bromma bromolla burlov dalarna dalsland danderyd degerfors dorotea eda ekero
    eksjo emmaboda enkoping enskede eskilstuna eslov essunga fagersta falkenberg falkoping falun
    fargelanda farsta filipstad finspang flen forshaga gagnef gallivare gastrikland gavle gislaved gnesta
    gnosjo goteborg gotene gotland grastorp grums gullspang habo hagfors halland hallsberg hallstahammar
    halmstad halsingland hammarby hammaro haninge haparanda harjedalen harnosand harryda hassleholm heby
    hedemora helsingborg herrljunga hjo hofors hoganas hogsby hoor horby huddinge hudiksvall hultsfred
    hylte jamtland jarfalla jokkmokk jonkoping kalix kalmar karlsborg karlshamn karlskoga karlskrona
    karlstad katrineholm kavlinge kil kinda kiruna kista klippan knivsta koping kramfors kristianstad
    kristinehamn krokom kumla kungalv kungsbacka kungsholmen kungsor laholm landskrona lappland laxa
    lekeberg leksand lerum lessebo lidingo lidkoping lindesberg linkoping ljungby ljusdal ljusnarsberg
    lomma ludvika lulea lund lycksele lysekil mala malmo malung mariestad mark markaryd medelpad mellerud
    mjolby molndal monsteras mora morbylanga motala mullsjo munkedal munkfors nacka narke nassjo nora
    norberg nordanstig nordmaling norrbotten norrkoping norrmalm norrtalje norsjo nybro nykoping nykvarn
    nynashamn ockelbo ockero odeshog oland olofstrom orebro orkelljunga ornskoldsvik orsa orust osby
    oskarshamn osteraker ostergotland ostermalm ostersund osthammar ovanaker overkalix overtornea
    oxelosund pajala partille perstorp pitea ragunda rattvik rinkeby robertsfors ronneby rosengard saffle
    sala salem sandviken sater savsjo sigtuna simrishamn sjobo skane skara skarholmen skelleftea
    skinnskatteberg skovde smaland smedjebacken soderhamn soderkoping sodermalm sodermanland sodertalje
    solleftea sollentuna solna solvesborg sorsele sotenas spanga staffanstorp stenungsund stockholm
    storfors storuman strangnas stromstad stromsund sundbyberg sundsvall sunne surahammar svalov svedala
    svenljunga taby tanum tensta tibro tidaholm tierp timra tingsryd tjorn tomelilla toreboda torsas
    torsby tranas tranemo trelleborg trollhattan trosa tyreso uddevalla ulricehamn umea uppland uppsala
    uppvidinge vadstena vaggeryd valdemarsvik vallentuna vanersborg vannas vansbro vara varberg vargarda
    varmdo varmland varnamo vasteras vasterbotten vastergotland vastervik vastmanland vaxholm vaxjo
    vellinge vetlanda vilhelmina vimmerby vindeln vingaker ydre ystad
"""
PLACES = frozenset(_PLACES.split())

# Short forms that mean one thing, spelt out for the index; the others (SK, HF) stay as they are.
SPELT_OUT: dict[str, tuple[str, ...]] = {
    "if": ("idrott", "forening"), "ik": ("idrott", "klubb"), "is": ("idrott", "sallskap"),
    "ifk": ("idrott", "forening", "kamraterna"), "gif": ("gymnastik", "idrott", "forening"),
    "goif": ("gymnastik", "idrott", "forening"), "gik": ("gymnastik", "idrott", "klubb"),
    "gis": ("gymnastik", "idrott", "sallskap"), "gois": ("gymnastik", "idrott", "sallskap"),
    "gk": ("golf", "klubb"), "bk": ("boll", "klubb"), "ff": ("fotboll", "forening"),
    "fk": ("fotboll", "klubb"), "mk": ("motor", "klubb"), "tk": ("tennis", "klubb"),
    "brf": ("bostadsratt", "forening"), "bmk": ("badminton", "klubb"), "btk": ("bordtennis", "klubb"),
    "ibf": ("innebandy", "forening"), "ibk": ("innebandy", "klubb"), "ibs": ("innebandy", "sallskap"),
    "pro": ("pensionarerna", "riks", "organisation"), "spf": ("sverige", "pensionar", "forbund"),
    "srf": ("synskadade", "riks", "forbund"), "fvo": ("fiskevardsomrade",),
    "fvof": ("fiskevardsomrade",), "bois": ("boll", "idrott", "sallskap"),
    "bif": ("boll", "idrott", "forening"),
    "ssk": ("sport", "skytte", "klubb"), "samf": ("samfallighet",), "rf": ("riks", "forbund"),
}  # fmt: skip
