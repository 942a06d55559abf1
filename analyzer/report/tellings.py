"""Sentences about waiting, change, sources and errors, in English and Chinese; the others are in `sentences`."""

from analyzer.report.words import Text

TELLINGS: dict[str, Text] = {
    "last_round": Text(
        "{n} application got to the last round: an offer came, or a mail called the talk the last one.|"
        "{n} applications got to the last round: an offer came, or a mail called the talk the last one.",
        "有 {n} 份走到了最后一轮：收到录用，或邮件称这一轮为终面。",
    ),
    "waiting_intro": Text(
        "Is it still worth waiting? What silence of so many days still promised in your search, told for "
        "the first of these days, and how many of your open applications are there now.",
        "还值得等吗？沉默这么多天之后，在你的求职中还有多大可能（按区间第一天计算），以及你目前有多少份处"
        "于这一区间。",
    ),
    "chance": Text(
        "Next 30 days: answer {answer}, positive {positive}{group}",
        "未来 30 天：答复{answer}，积极答复{positive}{group}",
    ),
    "chance_group": Text(" ({name})", "（{name}）"),
    "cohorts_note": Text(
        "Of the applications sent in a week, the share answered by each day. Blank: that day is not yet "
        "over for the whole week. Below 5 only counts.",
        "每周投递中，到该天为止得到答复的比例。空白：这一周还没有全部等到那一天。少于 5 份只给数量。",
    ),
    "hours_note": Text(
        "First answers by weekday and time of day where you are. Counts: who writes on Monday says little "
        "of why.",
        "按星期与时段统计的首次答复（你所在时区）。这里只是数量：星期几来信，并不说明原因。",
    ),
    "stage_times_note": Text(
        "By which day a quarter, half and three quarters of those that entered a stage had left it, "
        "whichever way. Those still there count for as long as they have waited. In brackets the 95 % "
        "interval.",
        "进入某一阶段的投递，到哪一天有四分之一、一半、四分之三已经离开（无论结果如何）；仍在其中的按已等"
        "待的时间计入。括号内为 95% 区间。",
    ),
    "closings_note": Text(
        "By the month in which the mail came. How many roles were stopped tells of the market, not of you.",
        "按邮件到达的月份统计。岗位取消或冻结的多少反映的是市场，而不是你。",
    ),
    "changed_intro": Text(
        "By the day things happened, up to {until}. Counts, not rates: most answers of a month belong to "
        "applications of earlier months.",
        "按事情发生的日期统计，截至 {until}。这是数量而不是比例：一个月内的答复大多属于更早的投递。",
    ),
    "changed_none": Text("Nothing happened in these 60 days.", "这 60 天内没有任何变化。"),
    "trend": Text(
        "{name} within {day} days: {share} ({interval}) of the applications of the last 90 days, {earlier} "
        "({earlier_interval}) of those before. The intervals do not overlap, so this is more than chance.",
        "{day} 天内得到“{name}”的比例：最近 90 天的投递为 {share}（{interval}），此前为 {earlier}（"
        "{earlier_interval}）。区间不重叠，并非偶然。",
    ),
    "trend_open": Text(
        "Compared with the applications before, those of the last 90 days show no difference that the "
        "numbers could carry: {share} ({interval}) answered within {day} days, {earlier} "
        "({earlier_interval}) before.",
        "与此前相比，最近 90 天的投递没有数据足以支持的差别：{day} 天内得到答复的为 {share}（{interval}），"
        "此前为 {earlier}（{earlier_interval}）。",
    ),
    "sources_none": Text(
        "No group has 5 applications that can be followed yet.", "还没有任何分组达到 5 份可跟踪的投递。"
    ),
    "called_note": Text(
        "The model errs. The right side says how often it was right about labelled mail it was not "
        "trained on, and how many mails there truly are if it errs as often about yours. No number of "
        "this page is changed by it.",
        "模型会出错。右侧是它在未参与训练的标注邮件上的判对比例，以及如果在你的邮件上出错同样频繁，实际数"
        "量大约是多少。本页其他数字不因此改动。",
    ),
}
