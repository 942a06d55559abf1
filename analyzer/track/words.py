"""Word lists of the extraction: heads of roles, words that are no company, words that no role contains."""

import re

#: Nouns that a role ends in or consists of, in the languages that mail comes in; lower case, without accents.
_HEADS = """
engineer developer manager analyst scientist designer architect administrator consultant specialist coordinator assistant associate
director officer intern internship technician researcher writer editor accountant recruiter representative executive lead programmer
nurse teacher tutor driver operator planner buyer clerk advisor adviser strategist producer partner supervisor trainee apprentice graduate
professor lecturer fellow postdoc physician pharmacist therapist electrician mechanic cashier barista chef cook host agent tester
steward porter librarian curator translator interpreter journalist photographer paralegal lawyer counsel auditor controller bookkeeper
caretaker cleaner carer handler picker packer welder surveyor inspector instructor trainer coach mentor moderator copywriter marketer
secretary receptionist worker nanny guard dispatcher sysadmin sre swe president owner marketing
entwickler entwicklerin softwareentwickler ingenieur ingenieurin leiter leiterin berater beraterin sachbearbeiter sachbearbeiterin
kaufmann kauffrau mitarbeiter mitarbeiterin werkstudent werkstudentin praktikant praktikantin referent referentin einkaufer buchhalter
datenanalyst produktmanager projektleiter techniker pflegefachkraft verkaufer verkauferin assistenz praktikum ausbildung
developpeur developpeuse ingenieure charge chargee responsable chef directeur directrice technicien technicienne vendeur vendeuse
comptable conseiller conseillere assistante gestionnaire alternant stagiaire analyste redacteur infirmier infirmiere acheteur
desarrollador desarrolladora ingeniero ingeniera analista gerente jefe jefa director directora encargado encargada tecnico tecnica
contador contadora vendedor vendedora asistente auxiliar becario practicante programador programadora disenador disenadora coordinador
desenvolvedor desenvolvedora engenheiro engenheira estagiario estagiaria coordenador coordenadora assistente
sviluppatore sviluppatrice ingegnere responsabile addetto addetta impiegato impiegata tirocinante contabile commesso direttore
ontwikkelaar adviseur medewerker beheerder stagiair verkoper projectleider boekhouder inkoper monteur verpleegkundige
inzynier programista programistka analityk specjalista specjalistka kierownik asystent asystentka ksiegowy ksiegowa sprzedawca stazysta
utvecklare ingenjor projektledare saljare ekonom larare sjukskoterska handlaggare chef konsult praktikant redovisningsekonom
"""
_MORE_HEADS = """
profesor profesora recepcionista docente ejecutivo ejecutiva consultor consultora operario operaria camarero camarera cocinero cocinera
enfermero enfermera abogado abogada comercial dependiente administrativo investigador investigadora conductor conductora
conducteur conductrice preparateur professeur auditeur auditrice commercial caissier caissiere serveur serveuse cuisinier formateur
chercheur animateur educateur juriste architecte employe employee agent magasinier boulanger
sozialpadagoge sozialpadagogin fachangestellte fachkraft erzieher erzieherin pfleger pflegerin lehrer lehrerin fahrer fahrerin
koch kochin angestellte assistent assistentin lagerist schreiner tischler meister arzt arztin jurist wissenschaftler redakteur
istruttore redattore capo cameriere cuoco operaio infermiere insegnante ricercatore progettista architetto segretaria
promovendus docent chauffeur magazijnmedewerker onderzoeker ontwerper kok
operator skadereglerare chaufor chauffor snickare elektriker konstruktor assistent forskare butiksbitrade
stolarz montazysta koordynator podinspektor inspektor kierowca nauczyciel magazynier doradca mechanik kucharz grafik
mestre professor atendente motorista cozinheiro garcom advogado pesquisador
registrar gardener planner greenkeeper secretary dancer actor artist animator composer conductor sergeant captain guide curator warden
ranger forester biologist chemist physicist geologist hydrologist statistician actuary economist psychologist solicitor barrister broker
underwriter adjuster appraiser bartender waiter waitress dishwasher baker butcher tailor plumber carpenter painter bricklayer roofer
machinist fitter joiner foreman superintendent merchandiser bookseller stylist hairdresser beautician groomer vet veterinarian midwife
paramedic dentist hygienist radiographer optometrist dietitian physiotherapist pastor chaplain firefighter pilot attendant
apprenticeship traineeship fellowship
"""
HEADS = frozenset(_HEADS.split() + _MORE_HEADS.split())
#: Heads that other words are put before without a space, as German, Dutch and Swedish do: "Teamleiter".
HEAD_ENDS = tuple(head for head in HEADS if len(head) > 5)

#: Ends of role names in Chinese, Japanese and Korean.
HEADS_CJK = re.compile(
    r"(?:工程师|工程師|经理|經理|分析师|分析師|分析员|专员|專員|实习生|實習生|设计师|設計師|研究员|研究員|顾问|顧問|架构师|架構師|主管|管培生|助理|总监|總監"
    r"|编辑|編輯|会计|會計|出纳|教师|教師|老师|讲师|运营|營運|文员|护士|護理師|司机|医师|医生|律师|策划|企劃|产品|开发|測試|测试|销售|業務|导购|店长|店員"
    r"|店员|厨师|翻译|采购|採購|质检员|检验员|监查员|技术员|技術員|操作员|客服|人事|行政|秘书|秘書|法务|审计|科学家|程序员|程式設計師|岗|專案經理|员"
    r"|エンジニア|プログラマー?|デザイナー|マネージャー|アナリスト|コンサルタント|ディレクター|営業|営業職|企画|事務|経理|人事|広報|総務|研究職|開発職|販売員"
    r"|技術職|総合職|事務職|スタッフ|デベロッパー|サイエンティスト|プランナー|アシスタント|インターン|リーダー|ライター|看護師|職"
    r"|엔지니어|개발자|디자이너|매니저|분석가|기획자|마케터|연구원|인턴|담당자|운영|개발|기획|디자인|영업|회계|사무|간호사)$"
)

#: Words that end a company's name, or show that there is none: starts of sentences, greetings, closings, mail words.
_NOT_NAME = """
we our us your you i my me hi hello hey dear thank thanks unfortunately after although as at if in it its this these that those please while when
regards best sincerely kind warm warmest cheers respectfully yours cordially although however once since should to for from with by on
job jobs position positions role roles application applications team careers career talent recruiting recruitment recruiter recruiters hiring
human resources hr people interview interviews invitation update status next steps step candidate candidates applicant opportunity opportunities
opening openings vacancy department office equal employment confidential notice privacy all there here he she they his her their
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
re fw fwd aw wg subject date sent cc urgent reminder action required congratulations welcome good great hope wishing wish view click apply
ref reference id req requisition acquisition via support no-reply noreply notification notifications confirmation received submitted
over well visit early one weve wed youre ive thats were ill well team het zespół zespol équipe equipe equipo interesse interés
what why how who where which about regarding concerning note important information details contact phone email e-mail website
ihre ihr sie wir unser unsere bewerbung stelle sehr vielen dank mit freundlichen herzliche beste viele leider guten hallo liebe lieber
votre vos nous notre bonjour madame monsieur merci cordialement candidature malheureusement
su sus nuestro nuestra nosotros hola estimado estimada gracias saludos lamentablemente candidatura
seu sua nosso nossa ola prezado prezada obrigado obrigada atenciosamente infelizmente
gentile buongiorno grazie cordiali distinti purtroppo uw onze beste geachte bedankt helaas dziekujemy pozdrawiam pani pan szanowna szanowny niestety
hej tack vanliga halsningar tyvarr din ditt vi
"""
NOT_NAME = frozenset(_NOT_NAME.split())

#: What may follow a company's name in a sender's or a team's name without belonging to it.
SUFFIX = re.compile(
    r"(?ix)[\s,|:–—/-]*\b(?:"
    r"(?:global|early|university|campus|executive|technical|tech)?\s*"
    r"(?:talent\ acquisition(?:\ team)?|talent(?:\ team)?|recruiting(?:\ team)?|recruitment(?:\ team)?|careers?(?:\ team)?|jobs?|hiring(?:\ team)?"
    r"|human\ resources(?:\ team)?|hr(?:[-\ ](?:team|department|abteilung))?|people(?:\ (?:team|operations|ops|&\ culture|and\ culture))?|staffing(?:\ team)?"
    r"|recruiters?|resourcing(?:\ team)?|team|candidate\ (?:care|experience)|workforce|no-?reply|notifications?|workday|applications?|personal(?:abteilung)?"
    r"|karriere|bewerbungen|bewerbermanagement|recruitement|recrutement|seleccion|selección|rh|recrutamento|selezione|werving|rekrutacja|rekrytering)"
    r")\s*$"
    r"|\s*(?:校园|校園|社会|社會|人才)?(?:招聘|招募|人力资源|人力資源|人事|人才|採用|采购)(?:团队|團隊|中心|组|組|部|处|處|官方|小组|担当|担当者|チーム|課|係)*\s*$"
    r"|\s*(?:HR|hr)\s*$|\s*(?:채용\s*(?:담당자?|팀)?|인사팀)\s*$|\s*(?:官方|团队|團隊|项目组|HR团队)\s*$"
)
#: The same before the name.
PREFIX = re.compile(
    r"(?i)^(?:(?:the\s+)?(?:hr|human resources|recruiting|recruitment|careers?|jobs|talent(?: acquisition)?|hiring|people|risorse umane|recursos humanos"
    r"|ressources humaines|personalabteilung|rekrutacja|rekrytering)(?:\s+team)?(?:\s+(?:at|@|of|von|bei|chez|de|da|-|–)\s+|\s*[|:@–-]\s*|\s+(?=[A-Z]))|team\s+(?=[A-Z]))"
)
#: Display names that say "jobs" or the like are those of portals.
PORTAL = re.compile(
    r"(?i)\b(?:emplois?|vacancies|vacatures|stellenangebote|jobbörse|jobboard|job alerts?|empleos?|vagas|lavoro)\b|人才网|人才網|人力銀行|招聘网|求职网|求人"
)
#: Words that alone are no name: kinds of organisations.
KINDS = frozenset(
    """
    council company university hospital college school trust group bank academy institute museum theatre clinic office board department
    committee search society club church studio agency firm organisation organization center centre inc llc ltd gmbh the of and
    """.split()
)
#: Roles in Chinese and Japanese that are no part of company names.
SURE_ROLE_CJK = re.compile(
    r"(?:工程师|工程師|经理|經理|分析师|分析師|专员|專員|实习生|實習生|设计师|設計師|研究员|研究員|主管|管培生|助理|总监|總監|文案|顾问|顧問|老师|教师|教師"
    r"|スタッフ|エンジニア|デザイナー|マネージャー|インターン|営業職|事務職|개발자|엔지니어|디자이너|매니저)$"
)
#: Small words inside of names.
SMALL = frozenset(
    "the and of for de la du des von van der den et y e i och da do di del dos das und & at in".split()
)
#: Names that are no employer, compared without case, spaces and punctuation.
NOBODY = frozenset(
    """
    hiringteam thehiringteam recruitingteam talentacquisition talentacquisitionteam recruiting recruitment careers career jobs job hr hrteam
    humanresources noreply donotreply notification notifications team theteam support candidate applicant interviewinvitation invitation
    interview application yourapplication applicationupdate applicationreceived thankyou company ourcompany thecompany thisposition hiringmanager
    thehiringmanager recruiter recruiters people peopleteam hello info admin system mailer mail email service customerservice newsletter
    unitedstates usa uk remote linkedin indeed google googlecalendar zoom microsoftteams googlemeet teams calendly facebook twitter instagram
    youtube xing glassdoor github tiktokshop equalopportunity allrightsreserved privacypolicy video phone english bachelor master university
    python java javascript sql excel react aws azure kubernetes linux monday tuesday wednesday thursday friday congratulations action
    招聘 招聘团队 人力资源 人力资源部 贵公司 我公司 本公司 我司 公司 贵司 面试邀请 面试通知 应聘 简历 系统通知 系统邮件 通知 招聘组 招聘中心 重要 提醒 笔试通知 测评通知 邀请函
    面試通知 面試邀請 录用通知 錄用通知 offer 弊社 当社 貴社 採用担当 採用担当者 採用チーム 人事部 面接 選考結果 選考 重要なお知らせ 채용담당자 채용팀 인사팀 당사 귀사 안내 채용 저희 저희회사
    rh rrhh rr equiperh equiporh equipederecrutement 企业 企業 人才 平台 校园招聘 社会招聘 採用 貴方 考生 同学 单位 用人单位 本院 本校 本社 本所 我院 我校
    """.split()
)
#: Words that a role never contains: a sentence was caught.
_NOT_ROLE = """
we you your our us i he she they this that these those is are was were be been have has had will would can could should not thank thanks
application applying applied interest interview company team email please unfortunately candidate candidates receive received
ihre sie wir unser nous vous votre vos su nosotros usted sua seu nossa lei noi uw wij pani pana
update regarding interview interviews invitation following submitted decided successful which who whom when where above below moment time forward
"""
NOT_ROLE = frozenset(_NOT_ROLE.split())
#: Roles that say nothing.
NO_ROLE = frozenset(
    """
    position role job opening opportunity vacancy internship post open current new this the unlimited next several any many future various other employment working summer graduate
    particular specific same different available positions roles jobs stelle poste puesto vaga posizione functie vacature stanowisko tjanst
    intern interns trainee update updates freeze hiring-freeze role-update next-steps engineer-team ai hr 在线 线上 線上 视频 視頻 笔试 测评
    岗位 职位 職位 本次 该 此 相关 以下 上述 本 贵公司 我司 ポジション 求人 職種 포지션 직무 team manager
    """.split()
)
