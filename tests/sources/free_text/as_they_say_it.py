"""Texts as a resident, a caretaker, a teacher and a police officer put them. «Guillemets» stand around what must go.

Written without an eye to the rules, to see what they miss. Everybody is invented; telephone numbers lie in the series
that are set aside for fiction, or are too short or too long to lead anywhere.
"""

RESIDENT = """
Hej! Det är killarna på «Ekvägen 3» som kör moped på natten.
mannen på «ekvägen 3» står och glor på barnen
Tjejen som bor på «Björkstigen 7B lgh 1102» har fester varje helg.
Hon i «Storgatan 12, lgh 1102» langar.
Jag bor på «Östra Kyrkogatan 14 A» 3 tr och ser allt från fönstret.
De har flyttat in på «Nygatan 5», tredje våningen.
ni når mig på «0 7 0 1 7 4 0 6 0 5»
mitt nr e «070 1740 605» ring efter 5
Ring mig «070–174 06 05» eller mejla «kalle.exempel@exempel.se».
Mejla mej: «kalle (at) exempel punkt se»
mail «kalle snabel-a exempel.se»
«KALLE.ÅÄÖ+tyck@exempel-byn.se» svara gärna
«kalle@@exempel.se» blev det fel?
skriv på «kalle@exempel
.se» tack
Min granne «Roffe» eldar plast i trädgården.
Grannen «Lasse» har tre hundar som skäller.
grannen heter «roffe» och är läskig
Det är bröderna «Karlsson» som ligger bakom.
Paret «Lindqvist» bråkar så att det hörs.
Hans son «Jimmy» kör EPA utan körkort.
hennes dotter «Wilma» är med i gänget
Deras kompis «Moha» säljer.
Ledaren går under namnet «Knivarn».
Alla säger «Snobben» till honom men han heter «Per-Erik Exempelgren».
En kille, kallad «Biggen», hotade mig.
Han är mera känd som «Lillis».
Hon kallas för «Drottningen» på torget.
Smeknamnet är «Räven».
Det var «Kalle Karlsson» som slog först.
Jag såg «Mohammed Al-Hassan» springa därifrån.
Igår slog «Ahmed» sönder rutan.
Det är alltid «Kevin» och «Liam» som börjar.
«Anders Svensson» kastar sopor i skogen.
«K. Svensson» på tredje våningen spelar musik.
Min hyresvärd «Bo G Ek» gör ingenting.
Signerat «Birgitta Lund»
MVH «Gun-Britt»
Vänlig hälsning
«Rolf Exempel»
/ «Anna» i Åsljunga
//«Kicki»
Med vänliga hälsningar från «Sven Exempelsson»
Jag som skriver heter «Sofia», mitt nummer är «070-1740605».
Följ «@kalle_95» på insta så ser ni.
Hans snap är «kalle95».
Instagram: «kalle.exempel_03»
Han heter «kallepalle» på tiktok.
Kolla «facebook.com/kalle.exempel» där skryter han.
Bilen är en röd Audi med reg «ABC12D».
regnr «abc123» parkerar på trottoaren
Registrering: «A B C 1 2 3»
En svart BMW, «ABC·123», körde för fort.
Skylten säger «KUNGEN» (personlig skylt).
Personlig skylt «BOSSE 1» på en vit skåpbil.
Född «840312-1234» säger papperet jag hittade.
Personnr «19840312 1234» låg i soprummet.
Jag hittade ett kort med «8403121234».
Det stod «84 03 12 - 1234» på receptet.
Det stod «1984.03.12-1234».
Hundraåringen «230312+1234» blev lurad.
"""

CARETAKER = """
Hyresgästen «Nilsson» i «Parkgatan 8B» klagar på port 2.
Hyresgäst «Nilsson» lägenhet 1102 har bytt lås.
Boende på «Parkgatan 8 lgh 1203» har eldat på balkongen.
Lgh 1203, «Parkgatan 8», kvinna som skriker varje natt.
Fick nycklar av «Ulla», tel «070-174 06 05».
«Ulla» i växeln, «010-1740605», vet mer.
Jourtelefon till störningsjour: «042-390 60 12».
Parkerad olovligt: «XYZ98K», samt «XYZ 98L».
Moped reg.nr: «abc12d» står i källaren
Hans granne «Göran Ö» har sett allt.
Städaren «Fatima» hittade sprutor i trapphuset.
Vaktmästaren «Kent-Åke» bytte lampor.
Väktaren «Dino» ingrep.
Ägaren till bilen heter «Jean-Pierre Dubois».
Kontakt: «Nguyen Van An», «+84 90 123 45 67»
Ring «+47 900 12 345» om norska bilen.
Ring finska numret «+358 40 123 4567».
Tyskt: «0049-151-23456789»
Mail till ägaren: «jean-pierre.dubois@exemple.example»
"""

TEACHER = """
Eleven «Leon» i 8B drog kniv på rasten.
Läraren «Maria» ingrep direkt.
lärare «Per Ek» såg slagsmålet
Min kollega «Åsa Ström» har skrivit rapporten.
Rektorn «Inger Åberg» är informerad.
Chefen «Conny» vet om det.
En pojke i nian, «Elias», säljer snus.
Två elever, «Hugo» och «Noah», var inblandade.
Tvillingarna «Berg» mobbas i omklädningsrummet.
Syskonen «Haddad» hämtas av en okänd man.
Elevens pappa «Stefan» hotade personal.
Mamman «Zeynep Yılmaz» ringde från «070 174 06 99».
Flickan heter «Alva» och hennes bror heter «Melker».
Elev «A.P.» i klass 9A har kommit till skolan påverkad.
Eleven född «2009-03-12-1234» är placerad.
Elevens personnummer är «20090312-1234».
Vårdnadshavare nås på «0431-390 60 12» eller «vh@exempel.se».
Hon kallar sig «Kitty» på nätet, «@kitty.cat.09».
Eleverna kallar honom «Spöket».
Elev, döpt till «Abdirahman Warsame», slutade.
"""

POLICE = """
Anmälaren «Karl Exempelsson», «19840312-1234», hördes på plats.
Mt: «840312-1234», känd sedan tidigare.
Målsägande «Exempelsson, Karl» hördes.
Vittnet «Lisa Ekberg» uppger att mannen sprang norrut.
Misstänkt «Milan Petrović» avvek i en Volvo «ABC 12A».
Samordningsnummer «840372-1234» enligt Migrationsverket.
Samordningsnr «19840372-1234».
Pnr «840312–1234» och pnr «8403121234».
Fordonet «ABC123» ägs av «Milan Ek».
Målsägande bor «Storgatan 12 lgh 1102».
MÄ bor på «Storgatan 12», 262 32 Ängelholm.
Adress: «Östra Vägen 22»
Gripen: man f. «840312-1234», tel. «0701740605».
Gripen man född «840312» heter «Dragan».
Kvinnan, «Svetlana Ivanova», avvisades från platsen.
Kontrollerade «Ali Reza Mohammadi» vid torget.
Patrullen talade med «Olsson» som bor granne.
"""

MUST_STAY = """
Utanför Storgatan 12 ligger det krossat glas.
Storgatan 12 är mörk och lampan trasig.
Klotter på väggen vid Ekvägen 3.
Papperskorgen utanför Nygatan 5 brinner ofta.
Dnr KS 2024/123 och KS 2024-00123 gäller trygghetsvandringen.
Polisens diarienummer A123.456/2024.
K-nummer 5000-K123456-24 är nedlagt.
Anmälan 5000-K12345-24 kom den 3 mars.
Anmälan 0105-K1234567-24 och 5000-N123456-24
DeSO 1257A0010 och 1257C1020 har högst index.
RegSO 1257R001 bytte namn.
Kommunkod 1257 och länskod 12.
286 80 Örkelljunga och 262 32 Ängelholm
28680 Örkelljunga
SE-286 80 Örkelljunga
Buss 518 mot Ängelholm går kl. 07.18, 07.48 och 08.18.
Linje 18 och pendeln 41 är otrygga.
Priset är 1 299:- och 15 000 kronor.
Bötern är 1 500 kr, 2 000 kr eller 4 000 kr.
112 vid fara, 114 14 annars, 1177 för vård.
Ring Polisen på 114 14 eller 112!
Tipsa polisen på 114 14.
Koordinater: 56.28512, 13.28251
SWEREF 99 TM 6238123, 389456
N 6238123 E 389456
lat 56.2851 lon 13.2825
Fastighetsbeteckning Exempelby 12:34
Kommunhuset på Storgatan 12 håller öppet 8-16.
Biblioteket, Skolgatan 3, är en trygg plats.
Vårdcentralen Storgatan 20 hade inbrott.
Mötet hålls i Folkets hus, Parkgatan 8, kl. 18.
Polisstationen på Järnvägsgatan 5 är obemannad.
Skolan på Ekvägen 3 har problem på rasterna.
Ica på Storgatan 4 säljer till minderåriga.
Klockan 02.15-03.30 natten mot söndag 12/10.
Natten till lördagen den 5 oktober 2024 kl 01:30
2024-10-05 01:30 till 2024-10-05 03:00
Vecka 41, 42 och 43 år 2024
v. 2440 och v. 2441
Mellan 2015 och 2024 ökade antalet från 1 234 567 till 2 345 678.
Index 0 1 2 3 4 5 6 betyder olika grad.
1, 2, 3, 4, 5, 6, 7, 8, 9, 10
Resultat: 12 34 56 procent av tre grupper
27 % av kvinnorna och 16 % av männen
3 av 10 känner sig otrygga; 1 200 svar av 2 500.
4 mopeder, 2 EPA-traktorer och 15 ungdomar
En 30-årig man och två kvinnor i 20-årsåldern
Lagen (2023:196) och 16 kap. 5 § brottsbalken
SOSFS 2014:5 och PMFS 2023:12
Prop. 2022/23:43 sid. 12-14
Polisen och kommunen träffas den 10:e varje månad.
Rektorn och läraren vill ha fler vakter.
Grannen ringde polisen.
Min granne såg det och Polisen kom.
Grannarna på gatan har startat Grannsamverkan.
Mannen sprang mot Stationen.
Killen kom från Örkelljunga.
Chefen för Socialtjänsten deltog.
Läraren på Kungsskolan larmade.
Vaktmästaren vid Lekparken hittade sprutor.
Föräldrarna i Fritidsgården vandrar på fredagar.
Lekplatsen kallas Drakparken.
Torget kallas för Plattan.
Området heter Södra Vången och gränsar till Åsen.
Krogen heter Kung Karl.
Polisen kallades till platsen.
Räddningstjänsten kallades till Ekbacken.
Möte kallas till den 5 mars.
Karl XI:s väg är otrygg om natten.
Karl Johans gata och Gustav Adolfs torg saknar belysning.
Sankt Lars park, S:t Olofs kyrka och Maria kyrka
Eriksgatan, Mariaplan och Annedal
Stora Torg och Lilla Torg i Exempelby
Malmö, Lund, Kristianstad och Hässleholm har gjort likadant.
Dalarna, Jönköping och Karlskrona
Karlstad och Karlshamn
Den Stora Promenaden på Måndag
Volvo V70 och Audi A4 kör ikapp
Saab 900 och Volvo 245 står övergivna
E6 och E4, väg 108 samt Lv 1234
T-Centralen, spår 12 och 14
Covid-19, B12, A4 och MP3
Trygghetskamera nr 123 vid P-hus 3
Rum 214, plan 3
OBS! Se sid 12.
Dessa tider: 0700-1530.
Faktura 2024100512 är betald.
Avtal 2024/0012-3
Org.nr 212000-0860
Hemsida www.exempelby.example
Se https://exempelby.example/trygghet/2024
Konto @exempelby är kommunens.
Kommunens Instagram heter @exempelby.
Maj och juni är värst, april lugnare.
Vi ses på Valborg och Lucia.
Hunden Ludde är lös.
Polishunden Rex hittade spåret.
Mvh Styrelsen
Hälsningar från Föreningen
Med vänlig hälsning, Trygghetsgruppen
Ambulans, polis och räddningstjänst
Bostadsbolaget Exempelhem äger husen.
Han är 17 år och 180 cm lång.
Brödernas Kiosk stängde.
Familjen vill vara anonym.
Jag heter inget särskilt.
Det heter att det är lugnt.
Hon sa att Vi måste göra nåt.
Löneläge 32 500, 35 000 och 41 200
Provet gav 0,12 0,15 och 0,22
"""
