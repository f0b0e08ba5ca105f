"""Texts written by hand, as residents and staff write them. What stands in «guillemets» points at a person.

Everybody is invented; the numbers are made up, or lie in the series that are set aside for fiction.
"""

MUST_GO = """
Min granne har personnummer «19800102-1234» står det på brevet.
Han är född «800102-1234» och har varnats förr.
Pnr: «8001021234»
Pnr «198001021234», lgh 1102
Samordningsnummer «800162-1234» finns i akten.
Hon uppgav «20010230-TF12» vid kontrollen.
Skrev upp «80 01 02 1234» på en lapp.
Det var «800102 1234» som stod på leget.
Födelsenummer «800102–1234» med långt streck
Han fyllde hundra: «150102+1234»
På kortet: «1980-01-02-1234».
«1980-01-02 1239» stod det på kortet.
Nummer «19 800102-1234» är hans.
Siffrorna «8 0 0 1 0 2 - 1 2 3 4» med mellanrum
pnr«800102-1234»utan mellanslag
(«800102-1234») står inom parentes
Två personer: «800102-1234» och «790203-4321».
«801399-1234» är fel skrivet men menat som ett personnummer.
Delat på rad: «800102-
1234»
Ring mig på «070-174 06 05» efter kl. 17.
Mobil «0701740605»
Mobil: «070 174 06 05».
Nås på «070/174 06 05» dagtid
«070.174.06.05» går också bra
«(070) 174 06 05»
«+46 70 174 06 05»
«+46701740605»
«+46 (0)70-174 06 05»
«0046 70 174 06 05»
«00 46 70 174 06 05»
Han ringer från «46701740605» hela tiden.
Hemma på «08-465 004 00»
Telefon «0431-390 60 12»
«042 - 39 06 012» till kontoret på vinden
tel«070-1740605»
Ring «39 06 12» i Örkelljunga.
Tel: «123 45»
Mitt nummer är «1740605»
Dansk mobil «+45 20 12 34 56» på lappen
Tyskt nummer «+49 151 23456789».
Amerikanskt «+1 (202) 555-0143»
Norsk «0047 22 12 34 56»
swish «0701740605»
Swisha till «123 456 78 90» sa han.
Numret «070 – 174 06 05» med tankstreck
Delat över raden «070-174
06 05» blev det.
sms:a «070-174 0605» tack
Ni kan nå mig på «anna.exempel@exempel.se».
Skriv till «anna_exempel+lofte@mail.exempel.example»
«Åke.Öberg@exempel.se» svarar aldrig.
mejla «anna(at)exempel.se»
«anna [at] exempel [punkt] se»
«anna snabel-a exempel punkt se»
«anna.exempel at exempel punkt se»
«anna @ exempel.se» med mellanslag
«ANNA@EXEMPEL.SE»
Adressen är «anna@exempel» tror jag.
Bilen har «ABC 123» på skylten.
«ABC123»
en vit volvo «abc123» kör för fort
moppen «ABC 12D» utan ljudfälla
Regnr «abc 123» såg jag.
reg. nr: «ABC-123»
Registreringsnumret är «xyz 98k»
Den blå bilen, «DEF456», stod kvar.
Hon bor på «Storgatan 12».
Han bor på «Storgatan 12 B», tredje våningen.
Hemma hos «Kalle» på «Åsvägen 3» spelas det hög musik.
Min granne på «Norra Vallgatan 7» slår sin hund.
De som hyr «Skolgatan 4A» säljer knark.
Familjen på «Ringvägen 88» bråkar jämt.
Hans adress är «Dag Hammarskjölds väg 14».
Jag bor på «storgatan 12» och hör allt.
Grannen på «Lilla Torggatan 5, lgh 1203» röker i trapphuset.
Han bor i «Skånes Fagerhult 1123».
Min adress: «Björkallén 9»
Killen heter «Kalle Exempelsson».
Han heter «kalle» och går i nian.
Hon heter nog «Maria» tror jag.
Hans smeknamn är «Putte».
Min grannes son heter «Viktor» och säljer droger på «Lilla gatan 4».
Ledaren kallas «Råttan» av alla.
Han kallar sig «Zorro».
En man vid namn «Bo Ek» var där.
Mitt namn är «Anna-Karin Åkesson».
Namn: «Anna Exempel»
Min granne «Per Persson» skriker på nätterna.
min granne «Olle» har inga lås
Min son «Emil» vågar inte gå ut.
Min äldre bror «Ahmed» blev rånad.
Vår lärare «Eva von Exempel» såg allt.
Hennes exman «Göran» står utanför.
Grannen «Svensson» eldar plast.
Familjen «Andersson» flyttade.
Rektor «Lena Holm» svarar inte.
Herr «Lind» klagar jämt.
Jag, «Anna Exempel», vill klaga.
Mvh «Anna»
Vänliga hälsningar, «Anna Exempel»
Med vänlig hälsning
«Bertil Ek»
Tack på förhand! /«Anna»
Kompisen «Ali» och jag gick hem.
Mannen «Kent» sitter alltid vid torget.
Hon presenterade sig som «Lisa».
HAN HETER «KALLE» OCH BOR HÄR
Min sambo «Åsas» bil repades.
«Kalles» mamma heter «Siv», ring henne på «070-174 06 05».
Snälla hör av er till «anna@exempel.se» eller «070-174 06 05»!
"""

MUST_STAY = """
Diarienummer KS 2024/123 och KS 2024/0701.
Dnr KSF-2024/00123-5 hos kommunen
Polisens ärende A123.456/2024 och A071.234.567/2024
K-nummer 0105-K123456-24, anmält i går.
Enligt lagen (2023:196) om kommuners ansvar ska det göras.
SFS 2023:196 och SFS 1998:204 gäller.
Brottsbalken 3 kap. 5 §, prop. 2022/23:43 s. 12
Mål B 1234-24 vid tingsrätten
År 2024, 2025 och 2026 ska vi göra mer.
Perioden 2024–2026
Den 10 september 2024 klockan 18.30
2024-09-10 kl. 18.30–20.00
Mötet är 2024-05-12 1430 i kommunhuset.
Det hände 20240512 och igen 240513.
240512 1430 ringde det på dörren.
12.05.2024 eller 01-02-2024 och 01/02/2024
Öppet 08.00-16.30, lördag 09.00–13.00
Öppet kl. 0800-1630
Tider: 09.00 10.00 11.00
Kostnaden blev 12 500 000 kronor.
Det kostar 1 250 kr eller 0,5 procent.
Budgeten är 10 000 000 kr, +46 000 000 kr mot i fjol.
Indikatorn N07403 och N07540 i Kolada.
U28413, N15030 samt BE0101N1 hos SCB
Postadress: Örkelljunga kommun, 286 80 Örkelljunga
Kommunhuset, Hallandsvägen 4, 286 38 Örkelljunga
Besöksadress Storgatan 12, 262 32 Ängelholm
Polisen, Järnvägsgatan 5, Ängelholm
Biblioteket på Skolgatan 3 stänger tidigt.
Ring 112 vid pågående brott.
Ring 114 14 för att anmäla.
Ring 112/114 14.
Vid fara ring 112, annars 114 14. Från utlandet +46 77 114 14 00.
Ring 1177 för råd om vård.
Giftinformation och stöd: ring 116 111.
Krock vid Storgatan 12 i går kväll.
Det är mörkt vid Åsvägen 3.
Belysningen på Ringvägen 88 är trasig.
Länsväg 1132 och riksväg 24, E4 och väg 108
Buss 518 från hållplats B
Organisationsnummer 212000-0860
Bankgiro 5050-1055 betalas
Skolan heter Kungsskolan.
Gatan heter Storgatan och är mörk.
Parken som kallas Oxtorget behöver lampor.
Kommunen heter Örkelljunga.
Platsen kallas Plattan i folkmun.
Föreningen heter Nattvandrarna.
Appen heter Trygg Hemma.
Vad heter det när man söker stöd?
Polis kallas till Storgatan.
Polis kallas Svalnäs till hjälp.
Så kallad EPA stoppades i Köping.
Familjen Helsingborg är ett samarbete.
Min granne Örkelljunga kommun äger marken.
Det är min granne som ska klaga.
Grannen har en hund.
Vi pratade med grannarna på Åsvägen.
Mvh Kommunen
Vänliga hälsningar Örkelljunga kommun
Grannsamverkan i Åsljunga och Skånes Fagerhult fungerar.
Trafikplats TPL 139 vid Läggesta
SOS 112 larmade
På Rv61/KLV704 i Kil
LSS 123 och LVU 456 nämns
Klass 9A och rum 123, sal 204
Mellan 07 och 09 samt 15–17
Snabbt: 90 km/h på 40-väg, 3 av 10 bilar
Matchen slutade 0-3 den 20/10 2024.
Andelen otrygga var 0.25 2023 och 0.31 2024.
Enligt NTU 2024 är 27 procent otrygga.
60-årig man, 15 ungdomar, 3 patruller
Koordinaterna 56.2851, 13.2825
Version 1.0.12, IP 10.0.0.1
Riktnummer 0435
Kl 7 på morgonen @ torget. Det var bra
Följ oss @exempelby
En kvinna i 30-årsåldern från Ängelholm
Medborgarlöftet 2024 gäller 2024-01-01–2024-12-31
Perioden 20240101-20241231
Fastigheten Örkelljunga 2:14 och kvarteret Oxen 3
ISO 9001 och SS 3654
Ärende 2024-001234 hos oss
Faktura 12345678
"""
