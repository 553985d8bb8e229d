### The state of saving and sending, in words. Times are on this computer's own clock.

# $saved and $college as in 14:02, or 20 May 2027, 14:02
sync-up-to-date = Saved on this computer { $saved } · At the College { $college }
sync-at-college = At the College { $college }
sync-sending = Saved on this computer { $saved } · Sending to the College
sync-fetching = Fetching what the College has
sync-offline = Offline. Saved on this computer { $saved }; not yet at the College.
sync-offline-all-sent = Offline. Everything you did here is at the College.
sync-sign-in = Saved on this computer; not yet at the College. Sign in again, then it is sent.
sync-update = Saved on this computer; not yet at the College. Update Portal Desktop, then it is sent.
sync-attention = The College did not take something you sent. See what needs your attention.

## What waits to be sent

outbox-survey = Annual renewal survey { $year }
# $title is the document's
outbox-document = { $title } by e-mail
outbox-documents = { $count ->
    [one] One document by e-mail
   *[other] { $count } documents by e-mail
}
# $address is an e-mail address
history-sent-to = The College mails them to { $address }
# $form is the form's title
outbox-answers = Answers: { $form }, { $subject }
outbox-payment = Payment
outbox-refused = The College could not take this as it was sent. Nothing was filed. Check your answers and submit again; if it happens again, call { college-phone-advisory }.
