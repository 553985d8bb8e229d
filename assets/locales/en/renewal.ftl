### The renewal in sentences that are made by the core: stages, deadline, questions and answers, payment.

# $from and $to are dates
home-registration-year = { $from } to { $to }
renewal-title = Annual renewal { $year }
renewal-not-fetched = Your record has not been fetched yet. Connect this computer to the Internet once; after that you can work without it.
# $opens as in "Monday 12 Apr 2027, 9:00 a.m. EDT"
renewal-opens = The renewal opens on { $opens }.
# $date is the first day of the registration
renewal-first-year = You were first registered on { $date }, after this year’s renewal had closed, so you have nothing to renew now. Your first renewal opens next April and will appear here.
renewal-no-form = The survey of this year can’t be filled in with this version of Portal Desktop. Update the application; if that does not help, call { $phone }.
# $deadline as above, $left as in "11 days 6 hours"
renewal-queued = Queued is not filed. The College must have your survey by { $deadline }; { $left } left. It is sent by itself when this computer has a connection.
renewal-queued-late = Queued is not filed. The deadline was { $deadline }; the survey is sent by itself when this computer has a connection, and counts from the moment the College has it.
renewal-consequence = Submitting files your { $year } renewal survey with the College; after that its answers can’t be changed here. The fee of { $amount } is then due by { $deadline }, and the renewal is complete only when it is paid.
renewal-consequence-late = Submitting files your { $year } renewal survey with the College; after that its answers can’t be changed here. The deadline was { $deadline }, so the fee is { $amount }, late penalty included; the renewal is complete only when it is paid.
# $method as in "Visa ending in 4242"
renewal-payment = { $method }, { $date }
# $count is a number
renewal-answers-refused = { $count ->
    [one] The College could not take one of your answers. It is kept on this computer. Look through the survey and answer what is missing again.
   *[other] The College could not take { $count } of your answers. They are kept on this computer. Look through the survey and answer what is missing again.
}
# All four are numbers
renewal-form-changed = The College published a new version of the survey. Your answers were carried over: { $kept } kept, { $moved } moved to another question. { $asked ->
    [0] { "" }
    [one] One question is asked again. 
   *[other] { $asked } questions are asked again. 
}{ $dropped ->
    [0] { "" }
    [one] One answer is no longer needed.
   *[other] { $dropped } answers are no longer needed.
}

payment-was-declined = The card was declined. Nothing was charged. You can try again with the same or another card.
payment-was-abandoned = The payment was not finished. Nothing was charged. You can start it again.

## Answers in words

answer-yes = Yes
answer-no = No
answer-confirm = I confirm this

## Repeats and conflicts

# $name is the repeat's heading, as in "Charge"
survey-instance = { $name } { $number }
survey-add-first = Add: { $name }
survey-add-another = Add another: { $name }
survey-this-computer = This computer
survey-other-device = Another device
survey-cleared = No answer
survey-kept = Keep this entry
survey-removed = Remove this entry
