"""How each number is computed, in plain words and formulas, in English and Chinese; docs/numbers.md says more."""

from analyzer.report.words import Text

#: Term and explanation by key, in the order of the page.
METHOD: dict[str, tuple[Text, Text]] = {
    "application": (
        Text("Application", "投递"),
        Text(
            "One company and one role, applied to once; two roles at one company are two. Several mails "
            "never make it count twice. The same role again after it was closed, or after 90 days, is a "
            "new one.",
            "一家公司的一个岗位，投递一次；同一公司的两个岗位算两份。多封邮件不会重复计数。"
            "同一岗位在结束之后或 90 天之后再次投递，算新的一份。",
        ),
    ),
    "stage": (
        Text("Stage and outcome", "阶段与结果"),
        Text(
            "Stage is the furthest reached of applied, assessment, interview, offer. A stage that was "
            "skipped counts as passed. Outcome is where it stands now. Silent (waited longer than the "
            "threshold) and too early (waited less) are never mixed.",
            "阶段指到达过的最远一步：投递、测评、面试、录用；跳过的阶段视为通过。结果指目前的状态。"
            "“无回音”（等待超过界限）与“时间尚短”（未超过）从不混为一谈。",
        ),
    ),
    "last_round": (
        Text("Rounds and the last round", "面试轮次与最后一轮"),
        Text(
            "Mails that invite to, confirm, move or repeat one talk are one round; a next one begins when "
            "a mail says so, or after the agreed time, or after four and a half days of quiet. The last "
            "round is reached when a mail calls it that, or an offer comes.",
            "邀请、确认、改期或提醒同一次面谈的邮件算作一轮；邮件写明下一轮、已过约定时间，或安静四天半之"
            "后，才算新的一轮。邮件称之为终面或收到录用，即算到达最后一轮。",
        ),
    ),
    "answer": (
        Text("Answer", "答复"),
        Text(
            "The first mail beyond an acknowledgement: assessment, interview, offer (positive), "
            "rejection, or role stopped.",
            "确认邮件之外的第一封：测评、面试、录用（积极答复），拒信，或岗位取消/冻结。",
        ),
    ),
    "by_day": (
        Text("Answered by day t", "t 天内得到答复"),
        Text(
            "1 - S(t) by Kaplan and Meier: those still waiting count for as long as they have waited. By "
            "kind of answer: Aalen and Johansen. Intervals are 95 % on the complementary log-log scale. "
            "Waiting ends at the last successful reading of the mailbox; an own withdrawal ends it too.",
            "用 Kaplan-Meier 法计算 1 - S(t)：仍在等待的投递按已等待的时间计入。按答复类型："
            "Aalen-Johansen 法。区间为 95%（互补双对数尺度）。等待时间截止于上次成功读取邮箱；你主动撤回"
            "也会截止。",
        ),
    ),
    "left_out": (
        Text("Left out of rates", "不计入比例的"),
        Text(
            "Applications known only because an answer came. They would never have been seen without one; "
            "counting them made the rate about 11 points too high in a simulated search.",
            "仅因收到答复才得知的投递：没有答复就不会被看到。在模拟的求职数据中，计入它们会使比例虚高约 "
            "11 个百分点。",
        ),
    ),
    "silence": (
        Text("Silence threshold", "沉默界限"),
        Text(
            "The first day x on which the chance of an answer in the next 30 days, 1 - S(x+30)/S(x), is "
            "below 10 %; looked for while at least 30 are still watched 15 days later, kept between 21 "
            "and 90 days. Otherwise 45 days.",
            "第一个满足“未来 30 天内得到答复的可能性 1 - S(x+30)/S(x) 低于 10%”的天数 x；仅在 15 天后仍有"
            "至少 30 份可观察时寻找，并限制在 21 至 90 天之间；否则取 45 天。",
        ),
    ),
    "chance": (
        Text("Still worth waiting?", "还值得等吗"),
        Text(
            "Of those as silent as this one, the share that is answered in the next 30 days: (F(x+30) - "
            "F(x)) / S(x), for any answer and for a positive one. By the curve of the same system or way "
            "in where 30 are still watched 15 days later, else by that of all; else nothing is said. "
            "After a test or a talk it counts from the last such mail to the next sign.",
            "与这一份沉默同样久的投递中，未来 30 天内得到答复的比例：(F(x+30) - F(x)) / S(x)，分任何答复"
            "与积极答复。若同一系统或渠道在 15 天后仍有 30 份可观察，就用它自己的曲线，否则用全部投递的；"
            "仍不足则不给。测评或面试之后，从最近一封这类邮件算到下一次来信。",
        ),
    ),
    "cohorts": (
        Text("By week of applying", "按投递周"),
        Text(
            "1 - S(t) of the applications of one week, for a day that the whole week has lived to see. "
            "Weeks begin on Monday where you are.",
            "一周内投递的 1 - S(t)，仅在整周都已等到那一天时给出。一周从你所在时区的周一开始。",
        ),
    ),
    "dropout": (
        Text("Where applications end", "止于何处"),
        Text(
            "Of those that entered the stage, by cause, with the clock restarted on entering it (Aalen "
            "and Johansen). Who skipped an assessment is not among those that entered it.",
            "进入该阶段的投递，按去向分别计算，自进入时重新计时（Aalen-Johansen 法）。跳过测评的不计入测"
            "评阶段。",
        ),
    ),
    "stage_times": (
        Text("How long a stage lasts", "阶段时长"),
        Text(
            "The first day by which 1 - S(t) reaches a quarter, half, three quarters, with the clock "
            "restarted on entering the stage. Never the mean of those that are through: it leaves out who "
            "still waits. Interval by Brookmeyer and Crowley.",
            "自进入该阶段重新计时，1 - S(t) 首次达到四分之一、一半、四分之三的那一天。不用“已结束者的平"
            "均”，因为那会漏掉仍在等待的。区间用 Brookmeyer-Crowley 法。",
        ),
    ),
    "reasons": (
        Text("Reasons and closings", "原因与结束"),
        Text(
            "The reason is what the closing mail says, as the model reads it; most say none. Never about "
            "you: the role was stopped, cancelled, cut or filled. Months are those of the closing mail.",
            "原因取自结束邮件的文字，由模型判读；多数邮件不写原因。“与你无关”指岗位取消、冻结、削减或已招"
            "满。月份为结束邮件的月份。",
        ),
    ),
    "changed": (
        Text("Last 30 days, and the trend", "最近 30 天与趋势"),
        Text(
            "Counts by the day things happened, in the 30 days up to the last reading of the mailbox and "
            "in the 30 before. The trend compares 1 - S(t) of the last 90 days' applications with that of "
            "those before, by the same day, and is stated only where the 95 % intervals do not overlap.",
            "按事情发生的日期，统计截至上次读取邮箱的 30 天与再前 30 天的数量。趋势比较最近 90 天投递与此"
            "前投递在同一天数的 1 - S(t)，仅当 95% 区间不重叠时才下结论。",
        ),
    ),
    "groups": (
        Text("Sources, kinds of work, levels", "渠道、岗位类型与职级"),
        Text(
            "The rates above within a group. The way in is told by the mails: agency, referral, job "
            "board, own mail, list, recruiting system, else the company's own address; kind of work and "
            "level by words of the title. Evened out: (n p + 30 P) / (n + 30), where p is the group's "
            "share and P that of all, so that small groups do not lead or trail by luck.",
            "分组内的上述比例。渠道由邮件判断：中介、内推、招聘平台、你发出的邮件、清单、招聘系统，其余为"
            "公司邮箱；岗位类型与职级按岗位名中的词判断。收缩后：(n p + 30 P) / (n + 30)，p 为该组比例，P "
            "为总体比例，以免小组仅凭运气排在首尾。",
        ),
    ),
    "called": (
        Text("Wrong labels", "误判"),
        Text(
            "True number = called * precision / recall. Precision is the share of mails so called that "
            "were right, recall the share of such mails that were called so, both of labelled mail the "
            "model was not trained on. The range joins what is not known of these shares (Wilson) with the "
            "chance in which of your mails are hit (binomial).",
            "实际数量 = 判出数 × 精确率 / 召回率。精确率为判出者中判对的比例，召回率为该类邮件中被判出的"
            "比例，均来自未参与训练的标注邮件；范围同时考虑这两个比例本身的不确定（Wilson）与误判落在"
            "哪些邮件上的偶然（二项分布）。",
        ),
    ),
    "few": (
        Text("Small numbers", "小样本"),
        Text(
            "Below 5 only counts are given; below 30 a share is grey. Intervals of plain shares are "
            "Wilson's.",
            "少于 5 份只给数量；少于 30 份的比例显示为灰色。普通比例的区间用 Wilson 法。",
        ),
    ),
}
