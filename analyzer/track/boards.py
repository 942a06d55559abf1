"""Job boards, tests and other services beside applicant tracking systems: a line for each.

`name | domains | other names`, the last only where there are some. The domains are those of their sites, which boards
mail from as a rule; the employer's name stands in the subject or the text, never in theirs.
"""

from collections.abc import Iterator

from analyzer.track.systems import Kind, Place, SenderRow

_BOARDS = """
# English-speaking world
CareerBuilder | careerbuilder.com
SimplyHired | simplyhired.com
Snagajob | snagajob.com
FlexJobs | flexjobs.com
Built In | builtin.com
Otta | otta.com
Hired | hired.com
Adzuna | adzuna.com adzuna.co.uk
Talent.com | talent.com
Jora | jora.com
Jobsite | jobsite.co.uk
Guardian Jobs | jobs.theguardian.com
Civil Service Jobs | civilservicejobs.service.gov.uk
jobs.ac.uk | jobs.ac.uk
Idealist | idealist.org
IrishJobs | irishjobs.ie
publicjobs | publicjobs.ie
Job Bank | jobbank.gc.ca | Guichet-Emplois
Shine | shine.com | Shine.com
Internshala | internshala.com
Foundit | foundit.in | Monster India
Instahyre | instahyre.com
Apna | apna.co
Bayt | bayt.com | Bayt.com
GulfTalent | gulftalent.com
JobStreet | jobstreet.com | Jobstreet by Seek
Jobsdb | jobsdb.com | JobsDB
MyCareersFuture | mycareersfuture.gov.sg
Glints | glints.com
Kalibrr | kalibrr.com
# Germany, Austria, Switzerland, the Low Countries
stellenanzeigen.de | stellenanzeigen.de
Jobware | jobware.de
Interamt | interamt.de
AZUBIYO | azubiyo.de
meinestadt.de | meinestadt.de
Workwise | workwise.io campusjaeger.de | Campusjäger
karriere.at | karriere.at
jobs.ch | jobs.ch jobup.ch | jobup.ch
Nationale Vacaturebank | nationalevacaturebank.nl
Werkzoeken | werkzoeken.nl | Werkzoeken.nl
VDAB | vdab.be
Jobat | jobat.be
# France, Italy, Spain, Latin America, Portugal, Brazil
France Travail | francetravail.fr pole-emploi.fr | Pôle emploi
Cadremploi | cadremploi.fr
JobTeaser | jobteaser.com
Meteojob | meteojob.com
Emploi Territorial | emploi-territorial.fr
Les emplois de l'inclusion | inclusion.beta.gouv.fr inclusion.gouv.fr
AlmaLaurea | almalaurea.it
Tecnoempleo | tecnoempleo.com | Tecnoempleo.com
InfoEmpleo | infoempleo.com
Jobandtalent | jobandtalent.com
OCC | occ.com.mx | OCCMundial
Bumeran | bumeran.com bumeran.com.ar bumeran.com.pe
ZonaJobs | zonajobs.com.ar
Laborum | laborum.cl
elempleo | elempleo.com
Chiletrabajos | chiletrabajos.cl
Get on Board | getonbrd.com
Vagas.com | vagas.com.br | Vagas
Nube | nube.com.br
CIEE | ciee.org.br ciee.online
Net-Empregos | net-empregos.com
ITJobs | itjobs.pt
# the north and east
OLX Praca | olx.pl
No Fluff Jobs | nofluffjobs.com
Just Join IT | justjoin.it
Praca.pl | praca.pl
Arbetsförmedlingen | arbetsformedlingen.se | Platsbanken
Jobbsafari | jobbsafari.se
FINN jobb | finn.no
Jobindex | jobindex.dk
Duunitori | duunitori.fi
HeadHunter | hh.ru | hh.ru
SuperJob | superjob.ru
Work.ua | work.ua
robota.ua | robota.ua
Djinni | djinni.co
Jobs.cz | jobs.cz lmc.eu
Profesia | profesia.sk profesia.cz
Profession.hu | profession.hu
eJobs | ejobs.ro
BestJobs | bestjobs.eu
Kariyer.net | kariyer.net
VietnamWorks | vietnamworks.com
TopCV | topcv.vn
ITviec | itviec.com
# China, Taiwan, Hong Kong
58同城 | 58.com | 58同城招聘
国聘 | iguopin.com
中华英才网 | chinahr.com
高校人才网 | gaoxiaojob.com
丁香人才 | jobmd.cn
yes123求職網 | yes123.com.tw | yes123
518熊班 | 518.com.tw | 518人力銀行, 518
小雞上工 | chickpt.com.tw
台灣就業通 | taiwanjobs.gov.tw
CTgoodjobs | ctgoodjobs.hk
# Japan and Korea
バイトル | baitoru.com
タウンワーク | townwork.net
マッハバイト | machbaito.jp
OfferBox | offerbox.jp
エン転職 | employment.en-japan.com | エン・ジャパン
エンゲージ | en-gage.net | engage
type | type.jp
Re就活 | re-katsu.jp
キャリタス就活 | career-tasu.jp | キャリタス
あさがくナビ | gakujo.ne.jp
ワンキャリア | onecareer.jp | ONE CAREER
レバテック | levtech.jp
Findy | findy-code.io findy.co.jp
Forkwell | forkwell.com
paiza | paiza.jp
YOUTRUST | youtrust.jp
ハローワーク | hellowork.mhlw.go.jp
求人ボックス | kyujinbox.com
スタンバイ | stanby.co.jp
ジョブメドレー | job-medley.com
인크루트 | incruit.com
알바몬 | albamon.com
알바천국 | alba.co.kr
리멤버 | rememberapp.co.kr
캐치 | catch.co.kr
링커리어 | linkareer.com
점핏 | jumpit.co.kr
로켓펀치 | rocketpunch.com
자소설닷컴 | jasoseol.com
워크넷 | work.go.kr work24.go.kr | 고용24
"""
#: Tests, interviews by video, background checks, signatures.
_TESTS = """
HackerEarth | hackerearth.com
TestDome | testdome.com
DevSkiller | devskiller.com
Coderbyte | coderbyte.com
CoderPad | coderpad.io
Qualified | qualified.io
Mettl | mettl.com | Mercer Mettl
Criteria | criteriacorp.com
Cappfinity | cappfinity.com
Arctic Shores | arcticshores.com
Sova | sovaassessment.com
AssessFirst | assessfirst.com
Visiotalent | visiotalent.com
Spark Hire | sparkhire.com
Willo | willotalent.com
VidCruiter | vidcruiter.com
Vervoe | vervoe.com
myInterview | myinterview.com
Checkr | checkr.com
HireRight | hireright.com
Sterling | sterlingcheck.com
DocuSign | docusign.net docusign.com
Dropbox Sign | hellosign.com | HelloSign
PandaDoc | pandadoc.com
Autenti | autenti.com
프로그래머스 | programmers.co.kr
뷰인터 | viewinter.ai | 뷰인터HR
잡다 | jobda.im | AI역량검사
스펙터 | specter.co.kr
"""
#: Small applicant tracking systems, which write in the employer's name.
_SYSTEMS = """
beetween | beetween.com
Broadbean | broadbean.net broadbean.com
Oleeo | oleeo.com
Njoyn | njoyn.com
Softy | softy.pro
Altamira | altamirahrm.com
Kenoby | kenoby.com
Webcruiter | webcruiter.no webcruiter.com
Emply | emply.com emply.net
LAURA | laura.fi
TalentAdore | talentadore.com
Airワーク | airwork.net
i-web | i-web.jpn.com
e2R | e2r.jp
나인하이어 | ninehire.com
잡플렉스 | recruiter.co.kr
라운드HR | roundhr.com
"""
#: The same, of programs that write to employees about pay and leave as well.
_SUITES = """
Employment Hero | employmenthero.com
Keka | keka.com | Keka Hire
flex | flex.team
Sólides | solides.com.br
"""


def _rows(table: str, kind: Kind, place: Place, *, suite: bool = False) -> Iterator[SenderRow]:
    for line in table.strip().splitlines():
        if not line.startswith("#"):
            name, domains, brands = (part.strip() for part in f"{line} |".split("|")[:3])
            others = tuple(brand.strip() for brand in brands.split(",") if brand.strip())
            yield SenderRow(name, tuple(domains.split()), (place,), kind, others, suite=suite)


BOARDS: tuple[SenderRow, ...] = (
    *_rows(_BOARDS, Kind.BOARD, Place.SUBJECT),
    *_rows(_TESTS, Kind.TEST, Place.SUBJECT),
    *_rows(_SYSTEMS, Kind.ATS, Place.DISPLAY),
    *_rows(_SUITES, Kind.ATS, Place.DISPLAY, suite=True),
)
