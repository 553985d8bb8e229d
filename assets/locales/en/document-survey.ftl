### The copy of a filed survey. Arguments are text that is already written as people read it.

filed-name = Annual renewal survey { $year }, as filed
filed-title = Annual renewal survey { $year }
filed-kind = Copy of what was filed
filed-subject = CPSO { $number }, received { $at }
filed-registrant = Registrant
filed-number = CPSO number
filed-received = Received by the College
filed-receipt = Receipt code
filed-form = Form
# $title is the form's, $version its version
filed-form-version = { $title }, version { $version }
filed-fingerprint = Fingerprint (SHA-256)
filed-private = This copy holds answers that only the registrant and the College see, some of them about health. Keep it where you keep private papers.
filed-note = Every answer stands here as it was filed. Questions that were not asked, because of other answers, are left out.
filed-other-words = The words of version { $filed } are not on this computer. The questions are worded here as in version { $shown }.
filed-no-words = The words of the form are not on this computer. Each answer stands under the number of its question.
filed-no-answer = { ui-review-empty }
filed-from-record = { ui-review-from-record }
filed-calculated = { ui-calculated }
filed-unreadable = An answer that this version of Portal Desktop cannot read
# The part for answers whose question is not in the form
filed-others = Further answers
# $link is the number of a question
filed-question = Question { $link }
filed-end = End of the copy. { $count ->
    [one] One answer.
   *[other] { $count } answers.
}
