"""The words around names and addresses that tell whether a person is meant."""


def words(listed: str) -> frozenset[str]:
    """The words of a list, parted by white space."""
    return frozenset(listed.split())


def one_of(listed: str) -> str:
    """A pattern for any of the words; "_" stands for a space in a phrase."""
    longest_first = sorted(listed.split(), key=len, reverse=True)
    return f"(?:{'|'.join(word.replace('_', ' ') for word in longest_first)})"


RELATIVE = one_of("""
    granne grannar grannfru kompis kompisen vän väninna polare bror lillebror storebror brorsa syster lillasyster
    storasyster syrra son grabb dotter pappa mamma far mor farfar farmor morfar mormor man make maka fru sambo särbo
    pojkvän flickvän kille tjej chef kollega arbetskamrat lärare mentor ex exman exfru expojkvän exflickvän
    kusin svåger
    svägerska brorson systerson brorsdotter systerdotter styvson styvdotter barnbarn elev klasskamrat hyresvärd
    hyresgäst handläggare kontaktperson tränare barn unge
""")
KNOWN_PERSON = one_of("""
    grannen grannarna grannfrun kompisen polaren läraren lärarinnan rektorn rektor mamman pappan sonen dottern brodern
    systern sambon maken frun exmannen hyresgästen hyresvärden vaktmästaren tränaren killen tjejen mannen
    kvinnan pojken
    flickan eleven ägaren föraren kassören familjen fröken herr fru farbror tant moster faster morbror kusinen chefen
    kollegan handläggaren socialsekreteraren bröderna bröder syskonen systrarna tvillingarna makarna paret
    vittnet vittne
    misstänkt misstänkte misstänkta målsägande målsäganden anmälaren anmälare uppgiftslämnaren väktaren ordningsvakten
    städaren hyresgäst boende lärare rektor chef kollega kompis granne elev eleverna pojkvännen flickvännen
    pappa mamma
    ledaren gängledaren langaren snubben gubben gumman tanten damen ungdomen kusinerna barnen döttrarna sönerna
    kuratorn skolsköterskan fritidsledaren assistenten boendestödjaren hemtjänsten gripne gripen anhållne häktade
    kontrollerade kontaktperson kontakt: kontaktperson: namn: ägare: förare: ägs_av mt: mä: vi: mt mä
""")
PERSON_AT_HOME = one_of("""
    mannen kvinnan killen killarna tjejen tjejerna grabben grabbarna pojken pojkarna flickan flickorna gubben gubbarna
    gumman tanten damen personen personerna paret familjen han hon hen dom ungen ungarna barnen de_boende boende
    hyresgästen hyresgästerna ägaren langaren snubben idioten galningen missbrukaren missbrukarna någon nån han_där
    hon_där folket_som_bor polaren kompisen hyresgäst ensamstående mamman pappan sonen dottern
""")
NAMING = one_of("""
    heter hette kallas kallades kallad kallar_sig kallar_honom kallar_henne kallar_dem kallar_vi kallar_de vid_namn
    med_namnet på_namnet namn_är namnet_är smeknamn_är förnamn_är efternamn_är namn: presenterade_sig_som undertecknad
    smeknamnet_är smeknamnet öknamnet_är under_namnet känd_som kända_som döpt_till döpta_till signerat undertecknat
""")
AFTER_NAMING = one_of("""
    han hon hen jag de nog visst väl tydligen ju typ alltså tror_jag i_förnamn i_efternamn för sig_för nåt_med
    något_med
""")
PERSON_BEFORE_NAMING = one_of("""
    han hon hen jag granne grannen kompis kompisen kille killen tjej tjejen man mannen kvinna kvinnan person personen
    elev eleven pojke pojken flicka flickan son dotter
""")
OWNER = one_of("min mitt mina vår våran vårt våra din er hans hennes deras sin sitt sina")
GREETING = one_of("""
    vänliga_hälsningar mvh m.v.h. m.v.h hälsningar vänlig_hälsning vänligen hälsar
    hälsn. hälsn hälsning med_vänlig_hälsning bästa_hälsningar hälsa_från kram
""")

# What is called something without being a person: "parken som kallas Oxtorget".
THING = one_of("""
    gata gatan väg vägen park parken skola skolan förskola förskolan område området plats platsen torg torget by
    byn ort
    orten kommun kommunen förening föreningen klubb klubben lag laget app appen grupp gruppen butik butiken affär
    affären projekt projektet kvarter kvarteret ställe stället hus huset gård gården sjö sjön ån stig stigen hållplats
    hållplatsen station stationen restaurang restaurangen pub puben bar baren hotell hotellet bok boken kampanj
    kampanjen plan planen dokument dokumentet tidning tidningen nätverk nätverket bolag bolaget företag företaget hund
    hunden katt katten bro bron arbetssätt arbetssättet metod metoden satsning satsningen löfte löftet verksamhet
    polis polisen räddningstjänst räddningstjänsten patrull patrullen patruller ambulans ambulansen
    verksamheten samarbete samarbetet modell modellen stad stadsdel stadsdelen lokal lokalen lekplats lekplatsen
    rondell
    krog krogen kafé kaféet kiosk kiosken instagram instagramkonto konto hundar polishund polishunden häst hästen
    rondellen korsning korsningen program programmet kurs kursen det vad detta
""")
AFTER_THING = one_of("""
    som vilken vilket nu idag numera också ibland ofta även tidigare här där vi man folk alla i_folkmun
""")
PLACE_ENDING = one_of("""
    gatan gata vägen väg gränd torget torg parken park skolan skola gården gård huset hallen köping sjön bron området
    backen stigen kyrka kyrkan centrum station stationen löfte löftet kommun plats platsen
""")
# Surnames end so too: only a single word is taken for a village.
VILLAGE_ENDING = one_of("hamn berga stad hult ryd torp ån näs ås arp inge")
PLACE_WORD_AFTER = one_of("""
    allé allén backe stig kommun kommuns stad centrum station park torg plan plats skola väg gata gränd kyrka
    gård hus by socken
""")
NOT_NAMES = words("""
    Polisen Polis Kommunen Kommun Räddningstjänsten Socialtjänsten Skolan Regionen Kommunpolisen Sverige Jag Vi
    Han Hon
    Det Den De En Ett Och Men I På Att Om När Mvh Hej Tack Grannsamverkan Trafikverket Region Föreningen
    Grovt Grov Våld Stöld Misshandel Rån Narkotika Narkotikabrott Skadegörelse Brand Inbrott Olaga Hot Mord
    Ambulans Ambulansen Anmälan Inget Ingen Ni Du Man Där Här Så Sen Sedan Nu Igår Idag Alla Vem Vad Hur Var
    Varför EPA
    Kl Obs Måndag Tisdag Onsdag Torsdag Fredag Lördag Söndag Januari Februari Mars April Maj Juni Juli Augusti
    September Oktober November December Europa Norden Danmark Norge Finland Tyskland Polen Skåne Stockholm Göteborg
    Malmö
""")
# Municipalities that are surnames as often.
SURNAMES_TOO = words("Berg Lund")
NOT_NAMES_IN_SMALL = words("""
    inget ingenting ingen inte precis lika visst vi ni de man så nu
    att det den som när hur vad var inte något nåt annat samma egentligen bara också exakt för till han hon jag
    och men
    eller ens minns visst nog väl kommer kan ska vet vill olika likadant ungefär bor har är
""")
# Many together, who sign or are somebody's neighbour: "Styrelsen", "Trygghetsgruppen".
GROUP_ENDING = one_of("""
    elsen gruppen reningen eringen nämnden laget rådet heten kansliet kontoret kommittén teamet jouren förbundet
    bolaget utskottet
    staben kåren klubben tjänsten verket bolagen samverkan gänget huset byrån enheten hemmet
""")
NO_PERSON_BEFORE = one_of(
    "kung drottning prins prinsessan sankt sankta s:t s:ta st ss m/s hunden katten hästen polishunden"
)

STREET_ENDING = one_of("""
    gatan gata vägen gränd gränden stigen stig allén allé backen torget torg leden kroken gången ringen slingan
    svängen
    stråket plan planen platsen höjden kullen liden kajen esplanaden dalen åsen parken gården
""")
STREET_WORD = one_of("väg vägen gata gatan gränd gränden allé allén plats backe backen torg torget stig stigen")
LIVES = one_of(r"""
    bor bodde bott bosatt hemma hem_till hos hyr hyrde flyttat flyttade folkbokförd folkbokförda mitt_hus mitt_garage
    mitt_hem hemadress hemadressen bostadsadress granne grannen grannens grannes grannar grannarna grannfru grannfrun
    hyresgäst hyresgästen familjen lgh
""")
OWN_PLACE = one_of("adress lägenhet bostad tomt villa trädgård port dörr brevlåda")
INSTITUTION = one_of(r"""
    kommunhuset polisen polisstation polisstationen polishuset stationen biblioteket skolan skola förskolan förskola
    kontoret kontor besöksadress postadress mottagningen mottagning vårdcentralen vårdcentral kansliet kyrkan butiken
    affären restaurangen medborgarkontoret fritidsgården boendet föreningen lokalen myndigheten förvaltningen kommunen
    kommun
""")
