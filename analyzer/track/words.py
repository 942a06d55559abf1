"""Word lists of the extraction: heads of roles, words that are no company, words that no role contains.

Latin words are in lower case without accents, as `text.bare` gives them.
"""

#: Nouns that a role ends in or consists of.
HEADS_LATIN = """
engineer developer manager analyst scientist designer architect administrator consultant specialist coordinator
assistant associate director officer intern internship technician researcher writer editor accountant recruiter
representative executive lead programmer nurse teacher tutor driver operator planner buyer clerk advisor adviser
strategist producer partner supervisor trainee apprentice graduate professor lecturer fellow postdoc physician
pharmacist therapist electrician mechanic cashier barista chef cook host agent tester steward porter librarian
curator translator interpreter journalist photographer paralegal lawyer counsel auditor controller bookkeeper
caretaker cleaner carer handler picker packer welder surveyor inspector instructor trainer coach mentor
moderator copywriter marketer secretary receptionist worker nanny guard dispatcher sysadmin sre swe president
owner entwickler entwicklerin softwareentwickler ingenieur ingenieurin leiter leiterin berater beraterin
sachbearbeiter sachbearbeiterin kaufmann kauffrau mitarbeiter mitarbeiterin werkstudent werkstudentin praktikant
praktikantin referent referentin einkaufer buchhalter datenanalyst produktmanager projektleiter techniker
pflegefachkraft verkaufer verkauferin assistenz praktikum ausbildung developpeur developpeuse ingenieure charge
chargee responsable directeur directrice technicien technicienne vendeur vendeuse comptable conseiller
conseillere assistante gestionnaire alternant stagiaire analyste redacteur infirmier infirmiere acheteur
desarrollador desarrolladora ingeniero ingeniera analista gerente jefe jefa directora encargado encargada
tecnico tecnica contador contadora vendedor vendedora asistente auxiliar becario practicante programador
programadora disenador disenadora coordinador desenvolvedor desenvolvedora engenheiro engenheira estagiario
estagiaria coordenador coordenadora assistente sviluppatore sviluppatrice ingegnere responsabile addetto addetta
impiegato impiegata tirocinante contabile commesso direttore ontwikkelaar adviseur medewerker beheerder stagiair
verkoper projectleider boekhouder inkoper monteur verpleegkundige inzynier programista programistka analityk
specjalista specjalistka kierownik asystent asystentka ksiegowy ksiegowa sprzedawca stazysta utvecklare ingenjor
projektledare saljare ekonom larare sjukskoterska handlaggare konsult redovisningsekonom profesor profesora
recepcionista docente ejecutivo ejecutiva consultor consultora operario operaria camarero camarera cocinero
cocinera enfermero enfermera abogado abogada comercial dependiente administrativo investigador investigadora
conductor conductora conducteur conductrice preparateur professeur auditeur auditrice commercial caissier
caissiere serveur serveuse cuisinier formateur chercheur animateur educateur juriste architecte employe employee
magasinier boulanger sozialpadagoge sozialpadagogin fachangestellte fachkraft erzieher erzieherin pfleger
pflegerin lehrer lehrerin fahrer fahrerin koch kochin angestellte assistent assistentin lagerist schreiner
tischler meister arzt arztin jurist wissenschaftler redakteur istruttore redattore capo cameriere cuoco operaio
infermiere insegnante ricercatore progettista architetto segretaria promovendus docent chauffeur
magazijnmedewerker onderzoeker ontwerper kok skadereglerare chaufor chauffor snickare elektriker konstruktor
forskare butiksbitrade stolarz montazysta koordynator podinspektor inspektor kierowca nauczyciel magazynier
doradca mechanik kucharz grafik mestre atendente motorista cozinheiro garcom advogado pesquisador registrar
gardener greenkeeper dancer actor artist animator composer sergeant captain guide warden ranger forester
biologist chemist physicist geologist hydrologist statistician actuary economist psychologist solicitor
barrister broker underwriter adjuster appraiser bartender waiter waitress dishwasher baker butcher tailor
plumber carpenter painter bricklayer roofer machinist fitter joiner foreman superintendent merchandiser
bookseller stylist hairdresser beautician groomer vet veterinarian midwife paramedic dentist hygienist
radiographer optometrist dietitian physiotherapist pastor chaplain firefighter pilot attendant apprenticeship
traineeship fellowship
"""

#: Ends of role names in Chinese, Japanese and Korean that are hardly ever the end of anything else.
HEADS_CJK = """
工程师 工程師 经理 經理 分析师 分析師 分析员 专员 專員 实习生 實習生 设计师 設計師 研究员 研究員 顾问 顧問
架构师 架構師 主管 管培生 助理 总监 總監 文案 老师 教师 教師 讲师 科学家 程序员 護理師 护士 会计 店长 店長
店員 店员 厨师 律师 医师 司机 编辑 程式設計師 农艺师 スタッフ エンジニア デザイナー マネージャー インターン
プログラマー アナリスト コンサルタント ディレクター プランナー ライター 営業職 事務職 研究職 技術職 総合職
看護師 개발자 엔지니어 디자이너 매니저 기획자 마케터 연구원 에디터 분석가
"""
#: Further ends of role names, which also end other words.
HEADS_CJK_LOOSE = """
出纳 运营 營運 文员 文員 医生 策划 企劃 产品 开发 測試 测试 销售 業務 导购 翻译 采购 採購 质检员 检验员
技术员 技術員 操作员 客服 人事 行政 秘书 秘書 法务 审计 员 营业 営業 企画 事務 経理 総務 広報 販売員
デベロッパー サイエンティスト アシスタント リーダー 職 岗 인턴 담당자 운영 개발 기획 디자인 영업 회계 사무
간호사 导演 监督 讲解 剪辑 程序
"""

#: Words that end a company's name, or show that there is none: starts of sentences, greetings, closings, mail words.
NOT_NAME_WORDS = """
we our us your you i my me hi hello hey dear thank thanks unfortunately after although as at if in it its this
these that those please while when regards best sincerely kind warm warmest cheers respectfully yours cordially
however once since should to for from with by on job jobs position positions role roles application applications
team careers career talent recruiting recruitment recruiter recruiters hiring human resources hr people
interview interviews invitation update status next steps step candidate candidates applicant opportunity
opportunities opening openings vacancy department office equal employment confidential notice privacy all there
here he she they his her their monday tuesday wednesday thursday friday saturday sunday january february march
april june july august september october november december fwd discover read see find learn explore follow
download log sign watch subject date sent cc urgent reminder action required congratulations welcome good great
hope wishing wish view click apply ref reference id req requisition acquisition via support no-reply noreply
notification notifications confirmation received submitted over well visit early one weve wed youre ive thats
were ill het zespół zespol équipe equipe equipo interesse interés what why how who where which about regarding
concerning note important details contact phone email e-mail website ihre ihr sie wir unser unsere bewerbung
stelle sehr vielen dank mit freundlichen herzliche beste viele leider guten hallo liebe lieber votre vos nous
notre bonjour madame monsieur merci cordialement candidature malheureusement su sus nuestro nuestra nosotros
hola estimado estimada gracias saludos lamentablemente candidatura seu sua nosso nossa ola prezado prezada
obrigado obrigada atenciosamente infelizmente gentile buongiorno grazie cordiali distinti purtroppo uw onze
geachte bedankt helaas dziekujemy pozdrawiam pani pan szanowna szanowny niestety hej tack vanliga halsningar
tyvarr din ditt vi die das den dem eine rekrutacji zespoł assessment
"""

#: Names that are no employer, without case, spaces and punctuation.
NOBODY_WORDS = """
hiringteam thehiringteam recruitingteam talentacquisition talentacquisitionteam recruiting recruitment
careers career jobs job hr hrteam humanresources noreply donotreply notification notifications team theteam
support candidate applicant interviewinvitation invitation interview application yourapplication
applicationupdate applicationreceived thankyou company ourcompany thecompany thisposition hiringmanager
thehiringmanager recruiter recruiters people peopleteam hello info admin system mailer mail email service
customerservice newsletter unitedstates usa uk remote linkedin indeed google googlecalendar zoom
microsoftteams googlemeet teams calendly facebook twitter instagram youtube xing glassdoor github
tiktokshop equalopportunity allrightsreserved privacypolicy video phone english bachelor master university
python java javascript sql excel react aws azure kubernetes linux monday tuesday wednesday thursday friday
congratulations action 招聘 招聘团队 人力资源 人力资源部 贵公司 我公司 本公司 我司 公司 贵司 面试邀请
面试通知 应聘 简历 系统通知 系统邮件 通知 招聘组 招聘中心 重要 提醒 笔试通知 测评通知 邀请函 面試通知
面試邀請 录用通知 錄用通知 offer 弊社 当社 貴社 採用担当 採用担当者 採用チーム 人事部 面接 選考結果 選考
重要なお知らせ 채용담당자 채용팀 인사팀 당사 귀사 안내 채용 저희 저희회사 rh rrhh rr equiperh equiporh
equipederecrutement 企业 企業 人才 平台 校园招聘 社会招聘 採用 貴方 考生 同学 单位 用人单位 本院 本校 本社
本所 我院 我校 求职 求職 株式会社 有限会社 医療法人 社会福祉法人 学校法人 国立大学法人 特定非営利活動法人
一般社団法人 公益財団法人 npo法人 代表取締役 要対応 コーディングテスト 新卒採用 中途採用 キャリア採用 人事系統
주식회사 법무법인 세무법인 회계법인 사단법인 재단법인 협동조합 스튜디오 헤드헌터 인사담당자 채용담당
"""
#: Departments and steps that stand as a team of their own: "the Growth team" is not the team of a company Growth.
TEAM_WORDS = """
growth selection payments insights customerinsights engineering product design marketing sales finance operations
risk platform coreplatform dataplatform data datascience decisionscience analytics infrastructure legal security
supplychain searchandrecommendations searchrecommendations trustandsafety trustsafety machinelearning
customersuccess customersupport customerservice peopleoperations research
"""
#: Places that stand behind a role: "Data Analyst - London".
PLACE_WORDS = """
london manchester birmingham leeds bristol edinburgh glasgow cardiff belfast dublin cambridge oxford berlin munich
münchen hamburg frankfurt cologne köln stuttgart vienna wien zurich zürich paris lyon madrid barcelona lisbon
lisboa porto milan milano rome roma amsterdam rotterdam brussels warsaw warszawa kraków prague stockholm
copenhagen oslo helsinki newyork newyorkcity nyc boston chicago seattle austin denver atlanta sanfrancisco
losangeles toronto vancouver montreal sydney melbourne singapore hongkong tokyo seoul beijing shanghai shenzhen
hangzhou guangzhou bangalore bengaluru hyderabad mumbai delhi dubai emea apac dach latam europe asia germany
france spain italy netherlands ireland unitedkingdom canada australia india china japan 北京 上海 深圳 广州 杭州
成都 南京 武汉 西安 苏州 海外
"""

#: Words that alone are no name: kinds of organisations.
KIND_WORDS = """
graduate graduates campus early management service services desk shared staffing medical human capital crewing
admissions administration personalverwaltung studio resources council company university hospital college school
trust group bank academy institute museum theatre clinic office board department committee search society club
church studio agency firm organisation organization center centre inc llc ltd gmbh the of and
"""

#: Kinds of organisations, as names end in them: such a line is a name, and such a word belongs to the name before it.
ORGANISATION_WORDS = """
Inc LLC Ltd Limited GmbH AG PLC Corp Corporation Company Group Holding Holdings Partners Lab Labs Laboratories
Technology Technologies System Systems Solutions Software Hospital Clinic Trust University College School
Academy Institute Council Bank Insurance Foundation Museum Theatre Theater Society Studio Studios Media
Logistics Energy Food Foods Health Healthcare Pharma Pharmaceuticals Robotics Analytics Consulting Industries
Services Hotel Restaurant Bakery Library Capital Ventures Games Motors Airlines Airways Security Commission
Church Union AB SA SRL BV NV Oy
"""

#: Words that a role never contains: a sentence was caught.
NOT_ROLE_WORDS = """
we you your our us he she they this that these those is are was were be been have has had will would can could
should not thank thanks application applying applied interest interview company team email please unfortunately
candidate candidates applicant applicants receive received ihre sie wir unser nous vous votre vos su nosotros
usted sua seu nossa lei noi uw wij pani pana update regarding interview interviews invitation following submitted
decided successful which who whom when where above below moment time forward
"""

#: Roles that say nothing.
NO_ROLE_WORDS = """
position role job opening opportunity vacancy internship post open current new this the unlimited next
several any many future various other employment working summer graduate advertised particular specific same different
available positions roles jobs stelle poste puesto vaga posizione functie vacature stanowisko tjanst career
careers page intern interns trainee update updates freeze hiring-freeze role-update next-steps
engineer-team ai hr 在线 线上 線上 视频 視頻 笔试 测评 岗位 职位 職位 本次 该 此 相关 以下 上述 本 贵公司
我司 ポジション 求人 職種 포지션 직무 team manager
"""

#: Kinds of firms and houses that stand before a name and are a part of it: "Praxis Dr. Hillmer", "Rifugio Cima Larga".
KINDS_BEFORE_WORDS = """
gebr gebrüder praxis tierheim zimmerei schreinerei tischlerei brauerei bäckerei konditorei gärtnerei
metzgerei autohaus weingut gasthaus gasthof kanzlei apotheke kita kindergarten stadtwerke landgasthof hofgut
restaurant pizzeria hotel hôtel café bar bistro museum museo musée editorial notaría finca estudio taller
restaurante colegio escuela clínica clinica clinique bodega panadería farmacia librería fundación asociación
étude garage cabinet agence école lycée collège librairie boulangerie pharmacie laiterie association
fondation résidence agenzia rifugio bagno trattoria pasticceria istituto ristorante salone albergo libreria
fondazione associazione cooperativa asp asilo biblioteca quinta oficina padaria cantina consultório
escritório fábrica associação fundação livraria zespół szkoła przedszkole warsztat nadleśnictwo cukiernia
piekarnia kancelaria apteka gabinet hurtownia fundacja förskolan förskola restaurang stiftelsen museet
barnehage lékárna pekárna
"""
