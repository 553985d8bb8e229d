### The state of saving and sending, in words. Times are in this computer's time zone.

# $saved and $college as in 14:02, or 20 May 2027, 14:02
sync-up-to-date = Saved on this computer { $saved } · At the College { $college }
sync-at-college = At the College { $college }
sync-sending = Saved on this computer { $saved } · Sending to the College
sync-fetching = Fetching what the College has
sync-offline = Offline. Saved on this computer { $saved }; not yet at the College.
sync-offline-all-sent = Offline. Everything you did here is at the College.
# What is in the way follows as a sentence of its own
sync-obstructed = Saved on this computer { $saved }; not yet at the College.
sync-obstructed-all-sent = Everything you did here is at the College.
sync-sign-in = Saved on this computer; not yet at the College. Sign in again, then it is sent.
sync-other-device = Saved on this computer. Its files were put back from a backup, or copied from another computer, so the College must know it as a device of its own: sign in again, then everything is sent.
sync-update = Saved on this computer; not yet at the College. Update Portal Desktop, then it is sent.
sync-newer-record = The College recorded something that needs a newer version of Portal Desktop. Update it to make changes, and before you use a document. You can still look at everything else, and all that you did here is kept.
sync-newer-draft = A newer version of Portal Desktop was used to fill in one of your forms. Update this one to go on with it here. All answers are kept, and everything else works as always.
sync-newer-commands = A newer version of Portal Desktop was used on this computer, and left changes that this one cannot send. They are kept: update Portal Desktop to send them. Everything else works as always.
sync-newer-answer = The College answered with something that needs a newer version of Portal Desktop. Everything you did here is kept, and what this version can do goes on. Update Portal Desktop to see the rest.
sync-attention = The College did not take something you sent.
sync-sent-again = The College no longer had everything you sent. It was sent again.

## What is in the way

obstacle-name-unknown = The College’s address cannot be found: check your internet connection.
obstacle-not-listening = The College’s server takes no connections. It is tried again automatically.
obstacle-silent = The College’s server does not answer. It is tried again automatically.
obstacle-authority-unknown = The connection is not safe: the server’s certificate comes from an authority that this computer does not trust, so somebody in between may be reading. Nothing was sent. Use another network, or ask whoever looks after this computer or its network.
obstacle-certificate-expired = The connection is not safe: the server’s certificate has expired. Nothing was sent. Check the date of this computer; if it is right, call { college-phone-advisory }.
obstacle-certificate-not-yet-valid = The connection is not safe: the server’s certificate is not valid yet. Nothing was sent. Check the date of this computer; if it is right, call { college-phone-advisory }.
obstacle-certificate-of-another = The connection is not safe: the certificate belongs to another server than the College’s. Nothing was sent. Use another network, or ask whoever looks after this computer or its network.
obstacle-certificate-bad = The connection is not safe: the server’s certificate cannot be trusted. Nothing was sent. Use another network, or ask whoever looks after this computer or its network.
obstacle-not-encrypted = No safe connection could be made: what answers does not speak the College’s encrypted protocol. Nothing was sent. Use another network, or check the server’s address in Preferences.
obstacle-proxy-sign-in = The proxy that this computer uses asks for a name and a password. Sign in to it, or ask whoever looks after your network.
obstacle-gateway = A proxy or gateway on the way does not get through to the College. It is tried again automatically; if it goes on, use another network.
obstacle-network-sign-in = This network asks you to sign in before it lets you through. Open any page in your browser and sign in there; sending then goes on automatically.
obstacle-not-the-college = Something other than the College answers at its address, perhaps the sign-in page of this network. Open any page in your browser to see; sending goes on automatically.
obstacle-unreadable = The College answered with something that needs a newer version of Portal Desktop to be read. What you saved is kept. Update Portal Desktop, then try again.
obstacle-busy = The College’s server cannot take it just now. It is tried again automatically.
# $status is a number
obstacle-refused = The College’s server does not answer this computer (error { $status }). It is asked again automatically; if this goes on, update Portal Desktop or call { college-phone-advisory }.

## The clocks

# $off is a length of time, $now an instant with its day
clock-behind = The clock of this computer is { $off } behind the College’s. Dates and deadlines here go by the College’s time: it is now { $now }.
clock-ahead = The clock of this computer is { $off } ahead of the College’s. Dates and deadlines here go by the College’s time: it is now { $now }.

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
outbox-answers-elsewhere = Answers from your other devices
# Of a draft that this version cannot open
outbox-answers-unopened = Answers: { $subject }
outbox-payment = Payment
outbox-answer-unread = The College has this, and answered with something that needs a newer version of Portal Desktop. Update Portal Desktop to see what became of it; until then, call { college-phone-advisory } if you need to know.
outbox-refused = The College could not take this as it was sent. Nothing was filed. Check your answers and submit again; if it happens again, call { college-phone-advisory }.
outbox-refused-too-large = This form is larger than the College can take. Nothing was filed. Make your answers shorter and submit again.
outbox-refused-out-of-order = Some of the answers that you submitted are not at the College, and not on this computer any more. Nothing was filed. Check your answers and submit again.
outbox-refused-counter-reused = The College has other answers from a copy of this computer’s files. Nothing was filed. Sign in again, look at both answers where they differ, and submit again.
outbox-refused-command-unknown = The College’s server cannot take this form yet. Nothing was filed. Try again later, or call { college-phone-advisory }.
outbox-refused-too-many-commands = The College has had more from you today than it takes in a day. Nothing was filed. Submit again tomorrow, or call { college-phone-advisory }.
outbox-refused-too-many-bytes = The College has had more from you today than it takes in a day. Nothing was filed. Submit again tomorrow, or call { college-phone-advisory }.
outbox-refused-change = The College could not take this change as it was sent. Nothing was changed. Make it again; if it happens again, call { college-phone-advisory }.
outbox-refused-change-too-large = This change is larger than the College can take. Nothing was changed. Make it again, shorter.
outbox-refused-change-command-unknown = The College’s server does not know this kind of change yet. Nothing was changed. Try again later, or call { college-phone-advisory }.
outbox-refused-change-too-many-commands = The College has had more changes from you today than it takes in a day. Nothing was changed. Make this change again tomorrow.
outbox-refused-change-too-many-bytes = The College has had more from you today than it takes in a day. Nothing was changed. Make this change again tomorrow.
outbox-refused-change-too-many-mails = The College has sent as many confirmation emails as it sends in a day, to this address or for you. Nothing was changed and no email was sent. Ask for the change again tomorrow.
outbox-refused-documents = The College could not take this as it was sent. Nothing was mailed. Send it again; if it happens again, call { college-phone-advisory }.
outbox-refused-documents-command-unknown = The College’s server cannot mail documents yet. Nothing was mailed. Save or print them here, or call { college-phone-advisory }.
outbox-refused-documents-too-many-mails = The College has mailed you as much as it does in a day. Nothing was mailed. Save or print the documents here, or send them again tomorrow.
outbox-refused-documents-too-many-commands = The College has had more from you today than it takes in a day. Nothing was mailed. Save or print the documents here, or send them again tomorrow.
outbox-refused-documents-too-many-bytes = The College has had more from you today than it takes in a day. Nothing was mailed. Save or print the documents here, or send them again tomorrow.

## What the College had, lost, and was sent again

outbox-sent-again = Sent to the College again
outbox-sent-again-why = The College’s server no longer had everything that it had taken, most likely because it was put back from a backup.
# $what lists changes by their titles, and answers by their number
outbox-sent-again-what = This computer has sent again, or is sending: { $what }.
outbox-sent-again-answers = { $count ->
    [one] one answer
   *[other] { $count } answers
}
outbox-sent-again-filed = What you filed counts from when the College receives it again. If that makes it late, call { college-phone-advisory }: the receipt you had is kept on this computer.
outbox-sent-again-others = { $others ->
    [one] One entry of your record that did not come from this computer is not there any more. Open Portal Desktop on your other devices; if it is still missing then, call { college-phone-advisory }.
   *[other] { $others } entries of your record that did not come from this computer are not there any more. Open Portal Desktop on your other devices; if they are still missing then, call { college-phone-advisory }.
}

## Answers that the College did not take

outbox-answer-refused = The College could not take this answer. Answer the question again; if it happens again, call { college-phone-advisory }.
outbox-answer-refused-too-large = This answer is longer than the College can take. Answer the question again in fewer words.
outbox-answer-refused-unknown-item = The form at the College does not have this question any more. See whether something else is asked instead.
outbox-answer-refused-draft-filed = This form had been submitted on another device before this answer arrived. It is not part of what was filed; call { college-phone-advisory } if it must be.
outbox-answer-refused-draft-full = The form was changed so often that the College takes no more changes. Submit it as it is, or call { college-phone-advisory }.
outbox-held = The College does not take answers of this form for now. They are kept on this computer and sent again automatically; if this goes on, call { college-phone-advisory }.
outbox-held-too-many-edits = The College has had more answers from you today than it takes in a day. These are kept on this computer and sent again automatically, tomorrow at the latest.
outbox-held-too-many-bytes = The College has had more from you today than it takes in a day. Your answers are kept on this computer and sent again automatically, tomorrow at the latest.
outbox-held-unreadable = The College answered about this form with something that needs a newer version of Portal Desktop. Your answers are kept on this computer; update Portal Desktop, then they are sent.
outbox-held-fetched = The College does not give out the answers of this form for now. They are fetched again automatically; if this goes on, call { college-phone-advisory }.
outbox-held-edit-unknown = The College’s server is older than this version of Portal Desktop, and does not know one of these answers yet. They are kept on this computer and sent again automatically once the server has been updated.
outbox-held-newer = A newer version of Portal Desktop was used on this computer, and left answers that this one cannot send. They are kept: update Portal Desktop to send them.
outbox-held-form-unknown = The College’s server does not have this version of the form. Your answers are kept on this computer and sent again automatically; update Portal Desktop if an update is offered.
