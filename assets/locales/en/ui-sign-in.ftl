### The pages that are seen before the portal opens.

ui-sign-in-title = Sign in to your portal
ui-sign-in = Sign in
ui-sign-in-lead = Your web browser opens the College’s sign-in page. Use the e-mail address at which you receive mail from the College.
ui-sign-in-offline-after = You need a connection only to sign in. After that, the portal opens and works on this computer with or without a network, until you sign out.

ui-sign-in-waiting-title = Finish signing in in your browser
ui-sign-in-waiting = The sign-in page is open in your browser. This window continues automatically once you have signed in there.
ui-sign-in-link = If no page opened, copy this link into a browser on this computer

ui-passphrase = Passphrase
ui-passphrase-again = Passphrase, once more
ui-passphrase-show = Show what I type
ui-passphrase-choose-title = Choose a passphrase for this computer
ui-passphrase-choose-lead = This computer has no safe place of its own for keys. Your passphrase locks everything that the portal stores here. Nobody can reset it: without it, what has not reached the College cannot be read again.
# $count is a number
ui-passphrase-help = At least { $count } characters. Several words that only you would put together are best.
ui-passphrase-short = Use at least { $count } characters
ui-passphrase-different = Type the same passphrase in both fields
ui-passphrase-choose = Use this passphrase

ui-unlock-title = Unlock your portal
ui-unlock-lead = What is stored on this computer is locked with the passphrase you chose.
ui-unlock = Unlock
ui-unlock-others = Not your passphrase?
ui-unlock-others-lead = Several people can use Portal Desktop on one computer. What somebody stored here stays locked for everybody else.
ui-unlock-somebody-else = Sign in as somebody else
ui-unlock-forgotten = I forgot the passphrase
ui-unlock-forgotten-title = Go on without the passphrase?
ui-unlock-forgotten-go-on = Go on without it
ui-unlock-forgotten-stay = Try the passphrase again
