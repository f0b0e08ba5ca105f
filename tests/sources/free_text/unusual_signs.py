# ruff: noqa: E501
"""Texts where what must go is written in signs that look like the usual ones, or with some that nobody sees.

The signs are escaped, so that a reader of this file sees which they are.
"""

MUST_GO = """
Fullbreda siffror: «\uff10\uff17\uff10-\uff11\uff17\uff14 \uff10\uff16 \uff10\uff15» i ett nummer
Fullbrett personnummer «\uff18\uff10\uff10\uff11\uff10\uff12\uff0d\uff11\uff12\uff13\uff14» här
Arabiska siffror «\u0660\u0667\u0660-\u0661\u0667\u0664 \u0660\u0666 \u0660\u0665» i numret
Persiska siffror «\u06f8\u06f0\u06f0\u06f1\u06f0\u06f2-\u06f1\u06f2\u06f3\u06f4» i numret
Matematiska siffror «\U0001d7ce\U0001d7d5\U0001d7ce-\U0001d7cf\U0001d7d5\U0001d7d2\U0001d7ce\U0001d7d4\U0001d7ce\U0001d7d3» i numret
Siffror i ringar «\u24ea\u2466\u24ea-\u2460\u2466\u2463\u24ea\u2465\u24ea\u2464» i numret
Upphöjda siffror «\u2070\u2077\u2070\u207b\xb9\u2077\u2074\u2070\u2076\u2070\u2075» i numret
Knappar «0\ufe0f\u20e37\ufe0f\u20e30\ufe0f\u20e31\ufe0f\u20e37\ufe0f\u20e34\ufe0f\u20e30\ufe0f\u20e36\ufe0f\u20e30\ufe0f\u20e35\ufe0f\u20e3» i numret
Bredd noll «070\u200b-174\u200b0605» mellan siffrorna
Bredd noll «8\u200b0\u200b0\u200b1\u200b0\u200b2\u200b-\u200b1\u200b2\u200b3\u200b4» mellan siffrorna
Ordfogare «070\u2060174\u20600605» mellan siffrorna
Mjukt bindestreck «0701\xad740\xad605» i numret
Styrtecken «0701\u202d740\u202c605» i numret
Streck över «8\u03360\u03360\u03361\u03360\u03362\u0336-1\u03362\u03363\u03364\u0336» i numret
Hårda mellanslag «070\xa0174\xa006\xa005» i numret
Smala mellanslag «070\u2009174\u200906\u202f05» i numret
Hårt bindestreck «070\u2011174\u201106\u201105» i numret
Minustecken «800102\u22121234» i numret
Tankstreck «800102\u20141234» i numret
Bokstaven O för noll «O70-174O6O5» i numret
Bokstaven l för ett «070-l740605» i numret
Understreck «070_174_06_05» i numret
Stjärnor «070*174*06*05» i numret
Punkter mitt i «070\xb7174\xb706\xb705» i numret
Snabel-a i full bredd «anna\uff20exempel.se» här
Full bredd «\uff41\uff4e\uff4e\uff41\uff20\uff45\uff58\uff45\uff4d\uff50\uff45\uff4c\uff0e\uff53\uff45» här
Kyrilliska bokstäver «\u0430nn\u0430@\u0435x\u0435m\u0440\u0435l.se» i adressen
Bredd noll «anna\u200b@\u200bexempel.se» i adressen
Kyrilliska bokstäver på skylten «\u0410\u0412\u0421 123» här
Grekiska bokstäver på skylten «\u0391\u0392\u0395123» här
Full bredd på skylten «\uff21\uff22\uff23\u3000\uff11\uff12\uff13» här
Bredd noll på skylten «ABC\u200b123» här
Min granne «A\u030asa» med ringen för sig
Min granne «Åke\u0301» med accent
Min granne «\u041a\u0438\u0440\u0438\u043b\u043b» klagar
Hon heter «\u041e\u043a\u0441\u0430\u043d\u0430 \u041f\u0435\u0442\u0440\u0435\u043d\u043a\u043e» från Kiev
Han heter «\u0645\u062d\u0645\u062f» på arabiska
Min granne «\u738b\u5c0f\u660e» på kinesiska
Min granne «Nguy\u1ec5n V\u0103n An» klagar
Han heter «\u0110or\u0111e \u0160ari\u0107» och bor här
Hon heter «Siobh\xe1n O'Brien» tror jag
Han heter «D\u2019Angelo» tror jag
Numret «070 tolv trettiofyra femtiosex sjutton» sa hon
Ring «noll sju noll ett sju fyra noll sex noll fem» efter fem
Ring «noll sju noll, sjutton fyrtio sextio fem» tack
"""
