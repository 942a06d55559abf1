"""All texts of the review page in English and Chinese."""

from collections.abc import Mapping
from functools import cache

from analyzer.report.texts import TEXTS as OF_REPORT
from analyzer.report.texts import Say, say_from
from analyzer.report.words import Text

TEXTS: Mapping[str, Text] = {
    "review": Text("Review your mail", "核对邮件"),
    "nav": Text("Pages", "页面"),
    "nav_cards": Text("One by one", "逐封核对"),
    "nav_list": Text("All mails", "全部邮件"),
    # The card.
    "progress": Text("Mail {at} of {of}", "第 {at} 封，共 {of} 封"),
    "left": Text("{n} mail is worth a look|{n} mails are worth a look", "有 {n} 封值得看一眼"),
    "from_nobody": Text("Without a sender's address", "没有发件人地址"),
    "open_in": Text("Open in", "打开方式"),
    "open_mid": Text("mail program", "邮件程序"),
    "open_apple": Text("Apple Mail", "Apple 邮件"),
    "open_gmail": Text("Gmail", "Gmail"),
    "odd": Text("Careful, this mail holds {what}.", "请留意：这封邮件{what}。"),
    "odd_and": Text(", ", "、"),
    "no_subject": Text("(no subject)", "（无主题）"),
    "mail_text": Text("Text of the mail", "邮件正文"),
    "rest": Text("The rest of the mail", "邮件其余部分"),
    "no_text": Text(
        "The text of this mail is not kept, since it was surely no step of an application.",
        "这封邮件确定与投递无关，因此没有保留正文。",
    ),
    "empty_text": Text("This mail has no text.", "这封邮件没有正文。"),
    "guess": Text("It looks like", "看起来是"),
    "guess_next": Text("or else", "其次可能是"),
    "gap": Text(" ", ""),
    "guess_chance": Text(" ({share})", "（{share}）"),
    "guess_comma": Text(", ", "，"),
    "guess_stop": Text(".", "。"),
    "marked": Text("The marked sentence decided.", "标出的句子起了决定作用。"),
    "hidden": Text(
        "Drawn at random, and shown without a guess: on such mails a new model has to prove itself.",
        "随机抽取，不显示猜测：新模型要靠这类邮件证明自己确实更好。",
    ),
    "said_before": Text(
        "You said: {label}. A new answer takes its place.", "你标注过：{label}。新的选择会取代它。"
    ),
    "folder_says": Text(
        "A mail folder says {label}; what you said here counts.",
        "邮件文件夹显示为{label}；以你在此处的标注为准。",
    ),
    "question": Text("What is this mail?", "这封邮件是什么？"),
    "skip": Text("Skip", "跳过"),
    "key_space": Text("space", "空格"),
    "undo": Text("Undo", "撤销"),
    "undo_last": Text("Undo the last answer", "撤销上一个标注"),
    "similar": Text(
        "also for {n} nearly identical mail|also for {n} nearly identical mails",
        "同时用于 {n} 封几乎相同的邮件",
    ),
    "similar_which": Text("Which ones", "是哪些"),
    # Where it belongs.
    "belongs": Text("Where it belongs", "属于哪份投递"),
    "belongs_as_of": Text(
        "As the report of {when} has it; what you change shows in the next one.",
        "以 {when} 的报告为准；你的更改会出现在下一份报告里。",
    ),
    "belongs_none": Text(
        "It is part of no application in the last report.", "在上一份报告中，它不属于任何投递。"
    ),
    "company": Text("Company", "公司"),
    "role": Text("Role", "岗位"),
    "save_names": Text("Save company and role", "保存公司和岗位"),
    "names_note": Text(
        "They hold for the whole application. Empty means: it has none that is known.",
        "对整份投递生效。留空表示未知。",
    ),
    "applied": Text("first mail {when}", "最早邮件 {when}"),
    "this_mail": Text("this mail", "本邮件"),
    "look": Text("look", "查看"),
    "split_note": Text(
        "Tick the mails that belong to another application; the others stay with this mail.",
        "勾选属于其他投递的邮件；其余的与本邮件留在一起。",
    ),
    "split": Text("Separate the ticked mails", "分开勾选的邮件"),
    "split_all": Text("This mail belongs to none of the others", "本邮件与其他各封都无关"),
    "may_be": Text("It may as well belong to:", "也可能属于："),
    "move": Text("Belongs to another application", "属于另一份投递"),
    "move_title": Text("Which application does it belong to?", "它属于哪份投递？"),
    "move_here": Text("This mail belongs here", "本邮件属于这里"),
    "merge_here": Text("Both are one application", "两份是同一投递"),
    "move_none": Text("No application fits this search.", "没有符合的投递。"),
    "move_most": Text(
        "The likeliest {n} are shown; search for others.", "以下是最可能的 {n} 份；其他的请搜索。"
    ),
    "and_mails": Text(" ({mails})", "（{mails}）"),
    "n_mails": Text("{n} mail|{n} mails", "{n} 封邮件"),
    # History and keys.
    "history": Text("Your last answers", "最近的标注"),
    "history_none": Text("Nothing was said yet.", "还没有任何标注。"),
    "history_names": Text("Company or role", "公司或岗位"),
    "history_links": Text("Which mails belong together", "邮件归属"),
    "unknown_mail": Text("a mail that is no longer there", "已不在的邮件"),
    "keys": Text("Keys", "快捷键"),
    "keys_list": Text(
        "1 to 9 and 0 answer, space skips, u undoes. Every key is a button on the page too.",
        "数字 1–9 和 0 选择类别，空格跳过，u 撤销。每个快捷键在页面上都有对应按钮。",
    ),
    "keys_off": Text("Turn the keys off", "关闭快捷键"),
    "keys_on": Text("Turn the keys on", "打开快捷键"),
    # The list.
    "list": Text("All mails", "全部邮件"),
    "search": Text("Search", "搜索"),
    "search_what": Text("Subject or sender", "主题或发件人"),
    "search_applications": Text("Company or role", "公司或岗位"),
    "list_which": Text("Which", "哪些"),
    "which_all": Text("all", "全部"),
    "which_unsure": Text("not sure", "无法确定"),
    "which_labelled": Text("said by you", "由你标注"),
    "which_check": Text("fits several applications", "与多份投递吻合"),
    "which_mistaken": Text("perhaps mislabelled by you", "可能标注有误"),
    "end_mistaken": Text(
        "Some of your labels may be mistakes; look at them once more.", "你的部分标注可能有误，请再看一眼。"
    ),
    "list_none": Text("No mail fits.", "没有符合的邮件。"),
    "n_found": Text("{n} mail|{n} mails", "{n} 封邮件"),
    "page_of": Text("Page {at} of {of}", "第 {at} 页，共 {of} 页"),
    "earlier": Text("Newer", "较新"),
    "later": Text("Older", "较旧"),
    "list_date": Text("Date", "日期"),
    "list_from": Text("From", "发件人"),
    "list_mail": Text("Mail", "邮件"),
    "list_label": Text("What it is", "类别"),
    # The end.
    "enough": Text("That is enough for today", "今天就到这里"),
    "nothing_left": Text("Nothing is left to look at", "没有需要核对的邮件了"),
    "nothing_here": Text(
        "There is no mail to ask about yet. `rejection-analyzer run` fetches it.",
        "还没有可以核对的邮件。运行 `rejection-analyzer run` 获取邮件。",
    ),
    "end_done": Text("You looked at {n} mail|You looked at {n} mails", "你核对了 {n} 封邮件"),
    "end_changed": Text(
        "{n} was something else than the guess|{n} were something else than the guess",
        "其中 {n} 封与猜测不同",
    ),
    "end_more_mails": Text(
        "{n} nearly identical mail got the same answer|{n} nearly identical mails got the same answer",
        "另有 {n} 封几乎相同的邮件得到同样的标注",
    ),
    "end_hidden": Text(
        "{n} is kept aside to test new models|{n} are kept aside to test new models",
        "{n} 封留作检验新模型之用",
    ),
    "end_report": Text(
        "Your answers show in the report after the next night, or at once by:",
        "你的标注会出现在下一晚的报告里；也可以立即运行：",
    ),
    "end_close": Text(
        "You can close this page. The program in the terminal stops by itself after 30 quiet minutes, or by Ctrl-C.",
        "可以关闭此页面。终端里的程序在 30 分钟无操作后自行停止，也可按 Ctrl-C。",
    ),
    "go_on": Text("{n} more mails", "再看 {n} 封"),
    # After something was done.
    "note_labelled": Text("Saved.", "已保存。"),
    "note_named": Text(
        "Company and role are saved; they show in the next report.",
        "公司和岗位已保存，将出现在下一份报告里。",
    ),
    "note_same": Text("Nothing was changed.", "没有任何更改。"),
    "note_undone": Text("Taken back.", "已撤销。"),
    "note_undone_before": Text("That was taken back already.", "此前已经撤销。"),
    "note_nothing": Text("There is nothing to take back in this sitting.", "本次没有可撤销的标注。"),
    "note_split": Text(
        "Saved: they are kept apart from the next report on.", "已保存：下一份报告起分开计算。"
    ),
    "note_moved": Text("Saved: it counts there from the next report on.", "已保存：下一份报告起计入该投递。"),
    "note_none_ticked": Text("No mail was ticked.", "没有勾选任何邮件。"),
    "damaged": Text(
        "{n} line of the file of your answers cannot be read and is passed over: {which}"
        "|{n} lines of the file of your answers cannot be read and are passed over: {which}",
        "标注文件中有 {n} 行无法读取，已略过：{which}",
    ),
    # What went wrong.
    "wrong": Text("That did not work", "未能完成"),
    "wrong_back": Text("Back to the mails", "返回邮件"),
    "wrong_nothing": Text("Nothing was saved.", "没有保存任何内容。"),
    "wrong_400": Text(
        "The page sent something that this program does not know: a mail, a label or an application.",
        "页面发送了程序无法识别的内容：邮件、类别或投递。",
    ),
    "wrong_403": Text(
        "This address is good once, for one browser. Stop the program in the terminal by Ctrl-C, start it again, and "
        "open the new address.",
        "这个地址只能由一个浏览器使用一次。请在终端按 Ctrl-C 停止程序，重新启动，然后打开新的地址。",
    ),
    "wrong_404": Text("There is no such page.", "没有这个页面。"),
    "wrong_405": Text("That cannot be done here.", "此处不支持该操作。"),
    "wrong_413": Text("That is more than this page takes.", "内容过长。"),
    "wrong_421": Text(
        "This page is only there under the address that the terminal shows.",
        "此页面只能通过终端显示的地址访问。",
    ),
    "wrong_500": Text(
        "An error of the program. Nothing that you said before is lost.", "程序出错。此前的标注没有丢失。"
    ),
    "wrong_503": Text("The page is not ready for that; load it again.", "页面尚未就绪，请重新加载。"),
    "gone": Text(
        "This mail is no longer in the database. Your answers about it stay.",
        "这封邮件已不在数据库中；你对它的标注仍然保留。",
    ),
    "entering": Text("One moment", "请稍候"),
    "entering_go": Text("Go on to your mails", "继续"),
}


@cache
def say(language: str) -> Say:
    """A function that gives the text of a key in the language, filled with its arguments."""
    return say_from({**OF_REPORT, **TEXTS}, language)
