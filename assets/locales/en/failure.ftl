### What a person reads when something could not be done: what happened to their work, and what to do.

failure-signed-out = Nobody is signed in on this computer. Sign in first.
failure-locked = Your portal is locked. Enter your passphrase first.
failure-wrong-passphrase = This is not the passphrase for your portal on this computer. Try again.
failure-passphrase-short = Choose a passphrase of at least 10 characters. Several words are easy to remember and hard to guess.
failure-offline = The College cannot be reached now. What you saved is kept. Try again when you are connected.
failure-sign-in-needed = Sign in again first. What you saved is kept and is sent after that.
failure-update-needed = This version of Portal Desktop is too old for the College. Update it first. What you saved is kept.
failure-disk-full = The disk of this computer is full, so this was not saved. Keep this page open, free some space, then try again.
failure-not-saved = This could not be saved on this computer. Keep this page open and try again; if it happens again, call { college-phone-advisory }.
failure-file-damaged = The file with your work is damaged, so this was not saved. Keep this page open, write down what you entered, then start Portal Desktop again.
failure-no-such-question = This question is not part of the form any more. Open the section again.
failure-survey-submitted = You submitted this, so its answers can’t be changed now. If the College asks for changes, it opens again.
failure-no-such-request = There is no such request. Look at the list of requests again.
failure-no-survey = There is nothing to fill in at this time. Your answers are kept.
failure-too-many-entries = The form holds as many entries as can be sent. Remove one that you don’t need, then add this one.
failure-too-much-at-once = This holds more answers than can be removed at once. Nothing was removed.
failure-review-again = Your answers changed since you checked them. Nothing was submitted. Check them again, then submit.
failure-not-ready = Some answers are missing or have to be put right. Nothing was submitted. See the list on this page.
failure-change-being-sent = This change is being sent, and the College may have it already, so it can’t be taken back any more. Once the College has it, make another change.
failure-change-not-waiting = This change doesn’t wait any more, so there is nothing to take back.
failure-change-not-refused = This change wasn’t refused, so there is nothing to put away.
failure-no-invoice = There is nothing to pay now.
failure-invoice-coming = The College has your request, and its invoice is being fetched. Wait a moment, then pay here.
failure-no-document = This document can’t be made now.
failure-document-issued = Only the College issues this document. Choose “Send to my e-mail”, and the College mails it to you, signed.
# $folder is a path on the person's computer
failure-document-disk-full = The disk of this computer is full, so the document was not saved in { $folder }. Nothing was left there. Free some space and try again, or print it instead.
failure-document-not-allowed = Nothing may be saved in { $folder }. Allow Portal Desktop to write there, or print the document instead.
failure-document-folder-gone = The folder { $folder } is not there any more, so nothing was saved. Choose another folder and try again.
failure-document-not-a-folder = The document could not be saved, because { $folder } is not a folder. Move or rename the file of that name, then try again.
failure-document-name = The document could not be saved in { $folder }, because its name cannot be given there. Print it instead.
failure-document-not-saved-here = This document was not saved since Portal Desktop started. Save it again, then open it.
failure-document-changed = The saved file is not there any more, or it was changed since, so it was not opened. Save the document again, then open it.
failure-document-not-saved = The document could not be saved in { $folder }. Nothing was left there. Try again, or print it instead.
failure-no-browser = No browser could be opened. Copy the link into a browser yourself.
# $count is a number
failure-unsent = { $count ->
    [one] One change has not reached the College.
   *[other] { $count } changes have not reached the College.
} If you sign out now, it is kept on this computer, encrypted, and is sent only after you sign in here again.
# $max is a number
failure-answer-too-long = One answer can have up to { $max } characters, so this was not saved. What was saved before is kept.
