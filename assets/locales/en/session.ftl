### Signing in and out: the pages that the browser shows at the end, and what a person reads when an account can't be opened.

signed-in-page = You are signed in
    .sentence = You can close this window and return to Portal Desktop.
sign-in-denied-page = You were not signed in
    .sentence = Nothing was changed. Close this window, return to Portal Desktop and try again.
sign-in-stale-page = There is nothing here
    .sentence = This address belongs to a sign-in that is over. Close this window and return to Portal Desktop.

session-timed-out = Signing in took longer than ten minutes, so the link was given up. Start again.
session-denied = You were not signed in. Start again when you are ready.
session-unreachable = The College could not be reached, so you were not signed in. Check your connection, then start again.
session-not-signed-in = You were not signed in.
session-update = This version of Portal Desktop is too old to sign in. Update it, then start again. What you saved on this computer is kept.
session-failed = Signing in did not work. Start again; if it happens again, call { college-phone-advisory }.
# $place is a folder on this computer, $unsent a sentence of those below
session-set-aside = The file with your work on this computer could not be opened. It was not deleted: it is kept in { $place }. { $unsent } Sign in to get back everything that reached the College.
session-gone = The folder with your work is not on this computer any more. It was { $place }. { $unsent } Sign in to get back everything that reached the College.
session-forgotten = What was locked with your old passphrase is kept in { $place }. { $unsent } Sign in to get back everything that reached the College, and choose a new passphrase.
# $count is a number: what is known of the file that cannot be read
session-unsent = { $count ->
    [0] Everything you did there had reached the College.
    [one] One change in it had not reached the College: call { college-phone-advisory } before you enter it again.
   *[other] { $count } changes in it had not reached the College: call { college-phone-advisory } before you enter them again.
}
session-unsent-unknown = If something had not been sent yet, call { college-phone-advisory } before you enter it again.
# $count is a number
session-forgetting = { $count ->
    [0] Without the passphrase, what is stored on this computer cannot be opened again, and all of it is at the College.
    [one] Without the passphrase, one change that has not reached the College is lost.
   *[other] Without the passphrase, { $count } changes that have not reached the College are lost.
}
session-forgetting-unknown = Without the passphrase, whatever has not reached the College is lost.
session-keychain = This computer’s keychain could not be opened, so your work stays locked. Nothing is lost. Unlock the keychain, then start Portal Desktop again.
session-waiting-keychain = Waiting for this computer’s keychain. Unlock it, and your portal opens automatically.
session-newer = The file with your work was written by a newer version of Portal Desktop. Nothing is lost. Update the application, then start it again.
session-full = The disk of this computer is full, so your portal could not be opened. Nothing is lost. Free some space, then start Portal Desktop again.
session-not-opened = The file with your work could not be opened now. Nothing is lost. Start Portal Desktop again; if it happens again, call { college-phone-advisory }.
session-other-person = You signed in as somebody else than the person whose portal is open here. Sign out first.
