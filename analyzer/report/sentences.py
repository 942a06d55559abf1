"""Whole sentences of the page in English and Chinese: calm, exact, no advice that the numbers can't carry."""

from analyzer.report.words import Text

SENTENCES: dict[str, Text] = {
    "lead_none": Text(
        "No application has been seen yet. The first acknowledgement, answer or application mail starts "
        "the count.",
        "还没有看到任何投递。收到第一封确认、答复或你发出的投递邮件后，这里就会开始统计。",
    ),
    "lead": Text(
        "{applications} since {since}: {results}.{open}", "自 {since} 起共 {applications}：{results}。{open}"
    ),
    "lead_open": Text(" {clauses}.", "{clauses}。"),
    "lead_comma": Text(", ", "，"),
    "lead_semicolon": Text("; ", "；"),
    "lead_answered": Text("{n} answered", "{n} 份有答复"),
    "lead_interviews": Text("{n} reached an interview", "{n} 份进入面试"),
    "lead_progress": Text("{n} in progress", "{n} 份进行中"),
    "lead_silent": Text("{n} silent for longer than {threshold} days", "{n} 份超过 {threshold} 天无回音"),
    "lead_early": Text("{n} too recent to tell", "{n} 份时间尚短，无法判断"),
    "lead_rate": Text(
        "Of those that left a trace when sent, {share} are answered within {day} days (95 % interval "
        "{interval}).",
        "在投递时留有记录的申请中，{day} 天内得到答复的占 {share}（95% 区间 {interval}）。",
    ),
    "as_of": Text(
        "Mail read up to {until}. Written {generated}.", "邮件读取至 {until}。生成于 {generated}。"
    ),
    "stale": Text(
        "The mailbox was last read on {until}. What came after that is missing here; waiting times end on "
        "that day.",
        "邮箱上次读取是 {until}，之后的邮件未包含在内；等待时间也只计算到那一天。",
    ),
    "needs_review": Text(
        " `rejection-analyzer review` asks you about them, one by one.",
        "运行 `rejection-analyzer review` 可逐封确认。",
    ),
    "needs_none": Text("Nothing is waiting for you.", "目前没有需要你处理的事。"),
    "needs_intro": Text(
        "No reply of yours was seen after these. What has a date comes first.",
        "以下邮件之后没有看到你的回复，有日期的排在前面。",
    ),
    "needs_more": Text("{n} more", "另有 {n} 项"),
    "needs_which": Text(
        "{n} mail that may belong to another application|{n} mails that may belong to another application",
        "{n} 封可能属于其他投递的邮件",
    ),
    "needs_which_note": Text(
        "They name no role and fit several open applications about equally. Each is counted where it fits "
        "best, or by itself; check these.",
        "这些邮件没有写明岗位，与几份尚未结束的投递同样吻合。每封计入最吻合的一份，或单独计算；请核对。",
    ),
    "needs_unsure": Text(
        "{n} mail that could not be told for sure|{n} mails that could not be told for sure",
        "{n} 封无法确定类别的邮件",
    ),
    "needs_unsure_note": Text(
        "Where such a mail clearly belongs to an application, it counts there as what it most likely is; the others "
        "count nowhere. Once you say what it is, that stands.",
        "能归入某份投递的，先按最可能的类别计入该投递；其余不计入任何数字。你确认类别之后，以你的为准。",
    ),
    "far_intro": Text(
        "Each application counts at the furthest stage it reached; a later rejection does not take that "
        "away.",
        "每份投递按到达过的最远阶段计算；之后被拒也不会抹去它。",
    ),
    "far_answered": Text("first mail beyond an acknowledgement", "确认之外的第一封来信"),
    "far_assessment": Text("or a later stage", "或更后阶段"),
    "far_known": Text("{n} known only by their answer", "其中 {n} 份仅凭对方答复得知"),
    "funnel_caption": Text(
        "Counts so far, not rates: the {early} too recent to tell can still go anywhere.",
        "这是目前的数量，不是比例：{early} 份时间尚短的投递仍可能有任何结果。",
    ),
    "funnel_caption_all": Text("Counts so far, not rates.", "这是目前的数量，不是比例。"),
    "time_caption": Text(
        "The line is the share answered by each day, the band its 95 % interval. "
        "Drawn while at least 10 were still waiting.",
        "线为到该天为止得到答复的比例，阴影为 95% 区间；仅画到仍有至少 10 份在等待的那一天。",
    ),
    "time_few": Text(
        "Too few applications for a curve yet; it is drawn once at least 10 can be followed.",
        "投递数量还不足以画出曲线；至少有 10 份可以跟踪时才会画出。",
    ),
    "time_none": Text(
        "Too few applications for a rate yet; below 5 only counts are given.",
        "投递数量还不足以给出比例；少于 5 份只给数量。",
    ),
    "silence_own": Text(
        "Silence up to day {days} is still normal in your search. After that, fewer than 1 in 10 of those "
        "still waiting are answered within the next 30 days. The day comes from your own applications.",
        "在你的求职中，{days} 天以内没有回音仍属正常。此后，仍在等待的投递中不到十分之一会在接下来 30 天"
        "内得到答复。这个天数来自你自己的投递。",
    ),
    "silence_long": Text(
        "Answers come late in your search. After {days} days without one this report calls an application "
        "silent, though some are still answered later.",
        "在你的求职中，答复来得较晚。超过 {days} 天没有答复时，本报告视为无回音，尽管之后仍可能收到答复。",
    ),
    "silence_default": Text(
        "Your own applications do not reach far enough yet to tell which silence is normal. "
        "Until they do, this report calls it silent after {days} days.",
        "你自己的投递还不足以说明多久的沉默算正常。在那之前，本报告以 {days} 天为界。",
    ),
    "groups_note": Text(
        "Share with any answer and with a positive answer within 30 days, of groups of 5 or more. With "
        "many groups some differ by chance alone; grey rows are too few to compare. The last column adds "
        "30 average applications to each.",
        "30 天内得到任何答复与积极答复的比例，仅列 5 份及以上的分组。分组多时，总有一些差异纯属偶然；灰色"
        "行样本太少，无法比较。最后一列相当于给每组加上 30 份平均水平的投递。",
    ),
    "dropout_intro": Text(
        "Of those that entered a stage, what became of them within 60 days. The clock starts anew at each "
        "stage.",
        "进入某一阶段的投递，在 60 天内的去向。每个阶段重新计时。",
    ),
    "dropout_few": Text("Too few applications for shares yet.", "投递数量还不足以给出比例。"),
    "dropout_caption": Text(
        "Dots are shares, lines their 95 % intervals; pale: too few to compare.",
        "圆点为比例，横线为 95% 区间；浅色表示样本太少，无法比较。",
    ),
    "dropout_lower": Text(
        "“{lower}” lets fewer through than “{higher}”: {low_share} ({low_interval}) went on within 60 "
        "days, against {high_share} ({high_interval}). The intervals do not overlap, so this is more than "
        "chance.",
        "通过“{lower}”阶段的比例（{low_share}，{low_interval}）低于“{higher}”（{high_share}，"
        "{high_interval}）；区间不重叠，并非偶然。",
    ),
    "dropout_open": Text(
        "The numbers can't say yet whether the assessment or the interview costs more.",
        "目前的数据还不能说明测评和面试哪一步损失更大。",
    ),
    "not_you": Text("Never about you", "与你无关"),
    "not_you_text": Text(
        "{n} of {closed} closed applications ended because the role was stopped, cancelled, cut, "
        "or already filled: {share} (95 % interval {interval}). Nothing you did could have changed these.",
        "{closed} 份已结束的投递中，有 {n} 份是因为岗位取消、冻结、削减或已招满：占 {share}（95% 区间 "
        "{interval}）。这些与你的表现无关。",
    ),
    "not_you_few": Text(
        "{n} of {closed} closed applications ended because the role was stopped, cancelled, cut, or "
        "already filled.",
        "{closed} 份已结束的投递中，有 {n} 份是因为岗位取消、冻结、削减或已招满。",
    ),
    "not_you_none": Text(
        "Of {closed} closed so far, none is known to have ended because the role was stopped or already "
        "filled.",
        "目前已结束的 {closed} 份中，没有已知因岗位取消、冻结或招满而结束的。",
    ),
    "on_paper": Text("Decided on paper", "仅凭材料决定"),
    "on_paper_text": Text(
        "{n} was turned down before anybody spoke with you or saw a test. Such mails hardly ever say why.|"
        "{n} were turned down before anybody spoke with you or saw a test. Such mails hardly ever say why; "
        "the reasons they gave are in the table.",
        "{n} 份在没有面谈也没有测评之前就被拒。这类邮件很少说明原因；给出的原因见表。",
    ),
    "practise": Text("What can be practised", "可以练习的"),
    "practise_text": Text(
        "{assessment} ended after an assessment and {interview} after an interview, by a rejection. "
        "These are the places where practice can change something.",
        "{assessment} 份在测评后、{interview} 份在面试后被拒。这些是练习可能带来改变的地方。",
    ),
    "practise_none": Text(
        "No rejection has come after an assessment or an interview so far.",
        "目前还没有在测评或面试之后收到的拒信。",
    ),
    "reasons_none": Text("No application has been closed by a mail yet.", "还没有任何投递被邮件正式结束。"),
    "weekly_caption": Text(
        "By the week of applying (the last 52); recent weeks look unanswered because they are recent.",
        "按投递周统计（最近 52 周）；最近几周看起来没有答复，只是因为时间还短。",
    ),
    "applications_intro": Text(
        "Grouped by where they stand; open a line to see its mails, when they came, and the sentence that "
        "decided. What a mail is called leads to the mail, where your mail program knows such links; beside it "
        "stands how sure that is, where it is below 99 %.",
        "按目前的结果分组；展开一行可看到相关邮件、时间，以及作为判断依据的句子。点击邮件类别可打开原邮件"
        "（需邮件程序支持这类链接）；把握低于 99% 的，旁边注明把握程度。",
    ),
    "behind_answered": Text("Answered", "有答复"),
    "behind_assessment": Text("Reached an assessment or further", "到达测评或更后阶段"),
    "behind_interview": Text("Reached an interview or further", "到达面试或更后阶段"),
    "behind_offer": Text("Reached an offer", "到达录用"),
    "behind_reply": Text("Known only by their answer, not in any rate", "仅凭对方答复得知，不计入比例"),
    "behind_not_you": Text("Ended by the role, not by you", "因岗位原因结束"),
    "behind_on_paper": Text("Rejected before a test or an interview", "测评或面试之前被拒"),
    "behind_practise": Text("Rejected after an assessment or an interview", "测评或面试之后被拒"),
    "coverage_mails": Text(
        "{emails} mails were read, {recruiting} of them about recruiting. {unsure} could not be told for "
        "sure, {unreadable} could not be read.",
        "共读取 {emails} 封邮件，其中 {recruiting} 封与招聘有关；{unsure} 封无法确定类别，{unreadable} 封"
        "无法读取。",
    ),
    "coverage_failed": Text(
        "{n} mail could not be fetched; an answer may be among them.|"
        "{n} mails could not be fetched; answers may be among them.",
        "{n} 封邮件未能取回，其中可能有答复。",
    ),
    "coverage_reply": Text(
        "{n} application is known only because an answer came. It is counted, but in no rate or curve.|"
        "{n} applications are known only because an answer came. They are counted, but in no rate or curve.",
        "有 {n} 份投递仅因收到答复才被得知；它们计入数量，但不计入任何比例或曲线。",
    ),
    "coverage_untimed": Text(
        "{n} application has an answer older than its first trace; it is in no rate or curve.|"
        "{n} applications have an answer older than their first trace; they are in no rate or curve.",
        "有 {n} 份投递的答复早于其最初记录，不计入任何比例或曲线。",
    ),
    "coverage_unknown": Text(
        "What is not known: applications that never caused a mail and were not imported; answers by "
        "telephone or on a web page; mail that was deleted, or lies in folders that are not read.",
        "无法得知的：从未产生邮件且未导入的投递；通过电话或网页给出的答复；已删除的邮件，或未读取文件夹中"
        "的邮件。",
    ),
    "no_charts": Text(
        "Charts are left out: vl-convert-python is not installed here. All numbers are in the tables.",
        "未显示图表：此处没有安装 vl-convert-python。所有数字都在表格中。",
    ),
    "footer": Text(
        "This page was written on your computer, loads nothing and sends nothing.",
        "本页在你的电脑上生成，不加载也不发送任何内容。",
    ),
}
