"""Texts of the page to share, of the gentle mode, of imported applications, and of what changed, in both languages."""

from analyzer.report.words import Text

ASIDES: dict[str, Text] = {
    # The page to share.
    "share_title": Text("A job search in numbers", "一次求职的数据"),
    "share_lead": Text("{applications} between {first} and {last}", "{first} 至 {last} 共 {applications}"),
    "share_note": Text(
        "Made to be shown: it names no company, role, person or mail, and no day; weeks are those of ISO 8601. "
        "“You” is the person whose search this is.",
        "本页可供分享：不含公司、岗位、人名、邮件，也不含具体日期；周次按 ISO 8601。文中的“你”指求职者本人。",
    ),
    "share_footer": Text(
        "Written on the job seeker's own computer out of their mail; loads nothing and sends nothing.",
        "由求职者在自己的电脑上根据邮件生成，不加载也不发送任何内容。",
    ),
    "axis_week_number": Text("week of applying (ISO 8601)", "投递周（ISO 8601 周次）"),
    "col_week_number": Text("Week", "周次"),
    # Gentle mode.
    "gentle_group": Text(
        "{n} is counted here and in every number, and not listed.|"
        "{n} are counted here and in every number, and not listed.",
        "{n} 份计入此处及所有数字，但不逐一列出。",
    ),
    "gentle_behind": Text(
        "{n} more ended in a rejection and is not listed.|{n} more ended in a rejection and are not listed.",
        "另有 {n} 份最终未通过，不逐一列出。",
    ),
    # Imported applications.
    "label_list": Text("Your list", "你的清单"),
    # What changed.
    "changed_since": Text("Since {day} ({days}): {changes}.", "自 {day} 以来（{days}）：{changes}。"),
    "changed_nothing": Text(
        "Since {day} ({days}) no number has changed.", "自 {day} 以来（{days}），各项数字没有变化。"
    ),
    "changed_later": Text(
        "A comparison with earlier nights stands here once there is a night at least a day old.",
        "有了至少一天前的记录之后，这里会与之前作比较。",
    ),
    "changed_program": Text(
        "In between, the program's way of reading mail changed; part of the difference may come from that.",
        "这期间程序读取邮件的方式有更新，部分变化可能由此而来。",
    ),
    "more_applications": Text("{n} new application|{n} new applications", "新增投递 {n} 份"),
    "more_answered": Text("{n} more answered", "新增答复 {n} 份"),
    "more_assessment": Text("{n} more reached a test", "新到达测评 {n} 份"),
    "more_interview": Text("{n} more reached an interview", "新进入面试 {n} 份"),
    "more_rounds": Text("{n} more interview round|{n} more interview rounds", "新增面试 {n} 轮"),
    "more_offer": Text("{n} more offer|{n} more offers", "新增录用 {n} 个"),
    "more_rejected": Text("{n} more rejected", "新增未通过 {n} 份"),
    "more_frozen": Text("{n} more stopped by the employer", "新增岗位取消或冻结 {n} 份"),
    "more_withdrawn": Text("{n} more withdrawn by you", "新增你已撤回 {n} 份"),
    "more_silent": Text("{n} more silent", "新增无回音 {n} 份"),
    "fewer_applications": Text("{n} application fewer|{n} applications fewer", "投递减少 {n} 份"),
    "fewer_answered": Text("{n} fewer answered", "有答复的减少 {n} 份"),
    "fewer_assessment": Text("{n} fewer that reached a test", "到达测评的减少 {n} 份"),
    "fewer_interview": Text("{n} fewer that reached an interview", "进入面试的减少 {n} 份"),
    "fewer_rounds": Text("{n} interview round fewer|{n} interview rounds fewer", "面试减少 {n} 轮"),
    "fewer_offer": Text("{n} offer fewer|{n} offers fewer", "录用减少 {n} 个"),
    "fewer_rejected": Text("{n} fewer rejected", "未通过减少 {n} 份"),
    "fewer_frozen": Text("{n} fewer stopped by the employer", "岗位取消或冻结减少 {n} 份"),
    "fewer_withdrawn": Text("{n} fewer withdrawn by you", "你已撤回的减少 {n} 份"),
    "fewer_silent": Text("{n} fewer silent", "无回音减少 {n} 份"),
}
