"""Phrases in languages with Latin letters; `phrases` says how to read a line."""

LATIN = r"""
# English, company and role
4 \b(?:application|appl(?:y|ied|ying)|candidacy|interview(?:ing|ed)?|considered|interest|resume) (?:for|to|in
    |as) <THE><R> <AT> (?:the )?<C>
4 \b(?:the|our|an?|your|of|for|in|this) <R> <JOB> <AT> (?:the )?<C>
4 \b<P> (?:of|as|for|titled|:) ?<THE><"><R><"> <AT> (?:the )?<C>
4 \b(?:position|role|job|Stelle|poste|puesto|vaga|posizione|functie|stanowisko
    |tjänsten) [“"„«]<R>[”"“»]{1,2} (?:at|with|bei|chez|en|na|presso|bij|w|hos) <C>
3 \bas (?:an?|our(?: next)?) <R> (?:at|with|in our) (?:the )?<C>
3s \bapplication (?:received|submitted|update|confirmation|status)? ?[:–—|-]+ ?<R> (?:at|@) <C>\s*$
# English, role
3 \b(?:for|to|in|of|regarding|about|as|on) (?:the|our|an?|your|this) (?:open |following |position of
     |role of )?<"><R><">,? <JOB>\b
2 \b(?:for|to|in|regarding|about) (?:the )?<"><R><"> <JOB>\b
1.5 \b(?:the|our|your) <R> (?:spot|hire|recruitment|search|place|appointment|vacancy)\b
2 \b(?:to be(?:come)?|as) (?:an?|our|the) <R><END>
3 \b<P> (?:of|as|titled|,) <THE><"><R><"><END>
2.5 \b(?:application|applying|applied|apply) (?:for|to|as) <THE><"><R><"><END>
1.5 \b(?:interest(?:ed)?|candidacy|considered|selected|consideration) (?:in|for|as) (?:the|our|an?) <R><END>
1 \binterest(?:ed)? in (?:our )?<R><END>
1 \b(?:hire|hiring|looking for|seeking) (?:an?|our next) <R><END>
2 \b(?:offer(?: of employment)?|offer you|position|role|join us|employment|hired) as (?:an?|our)? ?<R><END>
3 (?:^|\n)[^\w\n]{0,6}(?:position|job title|role|title|vacancy|job|job posting|position title|applied for
    |re)\s?[:#-] ?<R>(?=\s*(?:\n|$))
2s \bapplication(?: received| submitted| update| confirmation| status)? ?[:–—|-]+ ?<R>\s*$
# English, company
3 \b(?:application|applying|applied|apply|submitted|sent|candidacy) (?:to|with|at) (?:work (?:at|for|with)
     |join |us at )?(?:the )?<C>
3 \binterest in (?:joining |working (?:at|with|for) |pursuing \w+ (?:at|with) )(?:the )?<C>
3 \binterest in (?:an? |our |the )?(?:\w+ ){0,3}?(?:at|with|within) (?:the )?<C>
2 \binterest in <C>(?= (?:and|as|team)|[.,!;]|$|\n| [A-Z])
2 \bjoin(?:ing)?(?: us at | the | )<C>(?=[’']s| team|[.,!]|\n|$| as | and )
2.5 \b(?:careers?|employment|opportunit(?:y|ies)|openings?|<P>|roles|positions|jobs|hiring manager) <AT> (?:the )?<C>
2.5 \b(?:working|work|interview|process|team|recruit\w*) <AT> (?:the )?<C>
3 \b(?:here|us|all of us|everyone|team|folks|we) at (?:the )?<C>
2 \b(?:interview|chat|conversation|meeting|assessment|screen|talk) (?:at|for) (?:the )?<C>
1.5 \b(?:interview|interviewing|chat|meeting) with (?:the )?<C>
3 \b(?:this is|it['’]?s|here|i am|i['’]m|my name is) (?:\w+ ){0,3}?(?:from|at|with) <C>
2 \b(?:on behalf of|behalf of everyone at|considering|choosing|chosen|welcome to|invitation from) (?:the )?<C>
2 \b(?:update from|message from|offer from|news from|interviewing (?:with|at)) (?:the )?<C>
3 (?:^|\n)[^\w\n]{0,6}(?:the|your) <C> (?:global |university |early )?(?:talent|recruit\w+|hiring|hr|people|careers?
    |human resources|staffing|team)\b
2.5 \bthe <C> (?:talent|recruit\w+|hiring|hr|people|careers?|human resources|staffing|team|family)\b
3 (?:^|\n)[^\w\n]{0,6}<C>,? (?:global |university |early )?(?:talent acquisition|talent team|recruit(?:ing|ment)
    |hiring team|human resources|people team)\b
2.5 (?:^|\n)[^\w\n]{0,6}<C>,? (?:careers|hr)\b
2 (?:©|\(c\)|copyright) ?(?:20\d\d)?[ ,]*<C>
2.5 \b<C> (?:is an? (?:equal|eeo)|is committed to|received your|has received|has reviewed|invites you
    |invited you|never asks|is proud)
4 (?:^|\n)[^\w\n]{0,6}(?:company|employer|organi[sz]ation|hiring company)\s?: ?<C>(?=\s*(?:\n|$))
# German
2 \b(?:der Firma|dem Unternehmen|das Unternehmen|die Firma) <C>
3 \b(?:Bewerbung|beworben|bewerben|Interesse an (?:der|unserer)) als(?: eine?n?r?)? ?:? ?<"><R><">(?: (?:bei
    |in) (?:der |dem )?<C>|<END>)
3 \b(?:für|um|auf|an) (?:die|der|unserer) (?:Stelle|Position)(?: als)?(?: eine?n?r?)? ?:? ?<"><R><">(?: (?:bei
    |in) (?:der |dem )?<C>|<END>)
2.5 \b(?:Stelle|Position|Stellenanzeige|Ausschreibung|Vakanz|Rolle|Stellenangebot) (?:als |des |der |eines
     |einer |:)?<"><R><">(?: bei (?:der )?<C>|<END>)
2.5 \b(?:Bewerbung|beworben|Interesse|Mitarbeit|Tätigkeit|Karriere|Einstieg|arbeiten) (?:bei|an
    |in) (?:einer Mitarbeit bei )?(?:der |dem )?(?:Firma )?<C>
2 \b(?:Gespräch|Vorstellungsgespräch|Kennenlernen) bei (?:der |dem )?<C>
2 \b(?:Ihr|Dein|Das) (?:Recruiting-?Team |HR-?Team |Team )?(?:der |von |bei )?(?:der )?<C>(?:-| )(?:Team
    |Recruiting|HR)
2 \bTeam (?:der|von|bei|des) (?:der )?<C>
# French
2 \b(?:la structure|l['’]entreprise|la société|l['’]association|l['’]établissement|l['’]employeur) <C>
3 \b(?:poste|offre|emploi|fonction) (?:de |d['’]|: ?|du )<"><R><">(?: (?:chez|au sein de|à) <C>|<END>)
2.5 \bcandidature (?:pour le poste|au poste|à l['’]offre|sur le poste|pour) (?:de |d['’]|: ?)?<"><R><"><END>
2 \b(?:candidature|postulé|postuler|carrière|travailler) (?:chez|auprès de|au sein de|à|de
    |d['’])? ?(?:la société |l['’]entreprise )?<C>
2 \b(?:rejoindre|intérêt pour|intérêt que vous portez à|équipes?|entreprise) (?:de |d['’]|la société
     |l['’]entreprise |l['’]équipe )?<C>
2 \b(?:chez|au sein de) <C>
2 \bl['’]équipe (?:recrutement |rh )?(?:de |d['’])?<C>
# Spanish
3 \b(?:empresa|compañía|organización) <C>
3 \b(?:puesto|vacante|posición|plaza|cargo|oferta|rol) (?:de |para |como |: ?)(?:la |el )?<"><R><">(?: en <C>|<END>)
2 \b(?:candidatura|postulación|solicitud|postularte|postularse|interés|trabajar|unirte|parte) (?:a|en|con|de|por
    |para) <C>
2 \b(?:equipo|proceso de selección) (?:de|en|para|con) <C>
3 \bequipo de (?:selección|recursos humanos|talento|reclutamiento) de <C>
# Portuguese
3 \b(?:na|da|pela|a) empresa <C>
3 \b(?:vaga|posição|cargo|oportunidade) (?:de |para |como |: ?)(?:a |o )?<"><R><">(?: (?:na|no|da|do|em) <C>|<END>)
2 \b(?:candidatura|processo seletivo|interesse|equipe|time|trabalhar|participar) (?:à|a|ao|na|no|da|do|em|de
    |pela|pelo|com a) <C>
# Italian
3 \b(?:(?:dell|all|l)['’]azienda|(?:del)?la società) <C>
3 \b(?:posizione|ruolo|offerta) (?:di|per|come|:) ?<"><R><">(?: (?:presso|in) <C>|<END>)
3 \bcandidatura (?:per|come|:) ?(?:il ruolo di |la posizione di )?<"><R><">(?: (?:presso|in) <C>|<END>)
2 \b(?:presso|lavorare in|interesse per|interesse verso|team di) (?:la |l['’])?<C>
# Dutch
2 \b(?:het bedrijf|werkgever) <C>
3 \b(?:functie|vacature|positie|rol|sollicitatie) (?:van |voor |als |naar |op |: ?)(?:de )?(?:functie |vacature
     |positie )?(?:van |als )?<"><R><">(?: bij <C>|<END>)
1.5 \b(?:bij|namens|interesse in|Team van) <C>
# Polish
3 \bfirm(?:ie|y|ą|a) <C>
3 \b(?:stanowisko|stanowiska|rol[ęi]|ofert[ęy] pracy
    |rekrutacj\w+ na)(?: pracy)?:? <"><R><">(?: w(?: firmie)? <C>|<END>)
1.5 \b(?:w firmie|do firmy|zespół|pracą w|w|do) <C>
# Swedish
3 \b(?:tjänsten|rollen|jobbet|befattningen|tjänst)(?: som| av|:) ?<"><R><">(?: (?:hos|på|vid) <C>|<END>)
3 \bansökan (?:till|om|för)(?: tjänsten| rollen| jobbet)(?: som)? ?<"><R><">(?: (?:hos|på|vid) <C>|<END>)
1.5 \b(?:hos|på|vid|intresse för|söka till) <C>
"""
