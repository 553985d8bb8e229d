### Home: where do I stand.

ui-home-title = Where you stand
ui-home-renewal = Annual renewal { $year }
ui-home-survey = Survey
ui-home-fee = Fee
ui-home-together = Renewal
ui-home-complete = Complete
ui-home-not-complete = Not complete
ui-home-both-needed = It is complete only when the survey is filed and the fee is paid.
ui-home-card = Registration card
ui-home-card-open = Open your card

ui-time-left = { $time } left
ui-deadline-passed = The deadline has passed

ui-survey-not-available = Not open
ui-survey-not-started = Not started
ui-survey-draft = Draft
# $percent is a number; $section is "F. Health and fitness to practise"
ui-survey-draft-next = { $percent }% done. Next: { $section }
ui-survey-draft-percent = { $percent }% done
ui-survey-queued = Queued, not filed
ui-survey-queued-at = Submitted here: { $at }. The College does not have it yet.
ui-survey-attention = Needs your attention
ui-survey-filed = Filed
ui-survey-filed-at = Received { $at }
ui-survey-receipt = Receipt { $code }

ui-fee-not-due = Not due yet
ui-fee-will-be = { $amount }, due once the survey is filed
ui-fee-due = Due
ui-fee-amount-penalty = { $amount }, with a late penalty of { $penalty }
ui-fee-confirming = Being confirmed
ui-fee-paid = Paid
ui-fee-paid-by = { $amount } on { $at }, { $method }

ui-next-start = Start the survey
ui-next-continue = Continue the survey
ui-next-continue-with = Continue with { $section }
ui-next-review = Check your answers
ui-next-pay = Pay the fee
ui-next-attend = See what needs your attention
ui-next-card = Open your registration card
ui-next-connect = Connect this computer to the Internet. What is waiting will then be sent automatically.
ui-next-connect-now = Try to send now
ui-next-wait = You have nothing to do right now.
